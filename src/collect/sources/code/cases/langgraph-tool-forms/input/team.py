"""Tools that are classes, and tools that a function of the program chooses."""
import os

from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langgraph.graph import START, StateGraph
from langgraph.prebuilt import create_react_agent
from pydantic import BaseModel, Field


class Answer(BaseModel):
    """What is said in the end."""

    text: str = Field(description="The words")


class Stop(BaseModel):
    """Ends the work."""


class Ledger:
    """Keeps the books and is no tool."""


@tool
def look_up(word: str) -> int:
    """Counts letters."""
    return len(word)


@tool
def look_far(word: str) -> str:
    """Turns a word round."""
    return word[::-1]


@tool
def never_chosen(word: str) -> str:
    """Is in no list."""
    return word


def chosen():
    if os.environ.get("FAR"):
        return [look_far]
    return [look_up]


def one_of():
    if os.environ.get("NEAR"):
        return look_up
    return look_far


llm = ChatOpenAI(model="gpt-4.1-2025-04-14")
chooser = create_react_agent(llm, chosen())
picker = create_react_agent(llm, [one_of(), tool(Answer)])


def work(state: dict):
    Ledger()
    return llm.bind_tools([Answer, Stop, look_up]).invoke(state["messages"])


worker = StateGraph(dict).add_node("work", work).add_edge(START, "work").compile()
