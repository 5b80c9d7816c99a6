"""The same in Python."""
import requests
from llama_index.core import VectorStoreIndex
from llama_index.core.agent.workflow import FunctionAgent
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai import OpenAI


def shelf(title: str) -> str:
    """Says where a book stands."""
    return "Shelf of " + title


def place(title: str) -> str:
    return requests.post("https://orders.example", json={"title": title}).text


order = FunctionTool.from_defaults(fn=place, name="order", description="Orders a book.")
index = VectorStoreIndex.from_documents([])

desk = FunctionAgent(
    name="desk",
    llm=OpenAI(model="gpt-4o"),
    tools=[shelf, order],
    system_prompt="You lend books, and take orders for those that are out.",
)
