"""What each role of the front desk may call."""

from functools import partial

from langchain_anthropic import ChatAnthropic
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import tool
from langgraph.prebuilt import ToolNode
from pydantic import BaseModel, Field

llm = ChatAnthropic(model="claude-sonnet-4-5-20250929")


class ToRepairs(BaseModel):
    """Hand the guest over to the people who repair things."""

    request: str = Field(description="What is broken.")


class Done(BaseModel):
    """Hand the guest back."""

    summary: str


@tool
def find_room(name: str) -> str:
    """Room of a guest."""
    return {"Ada": "12"}.get(name, "unknown")


@tool
def order_part(part: str) -> str:
    """Orders a spare part."""
    return f"ordered {part}"


class Role:
    def __init__(self, runnable):
        self.runnable = runnable

    def __call__(self, state):
        return {"messages": self.runnable.invoke(state)}


greeter_prompt = ChatPromptTemplate.from_messages(
    [("system", "You greet guests."), ("placeholder", "{messages}")]
).partial(hotel="The Lantern")
greeter_tools = [find_room]
greeter_runnable = greeter_prompt | llm.bind_tools(greeter_tools + [ToRepairs])

repairs_prompt = ChatPromptTemplate.from_messages([("system", "You repair things."), ("placeholder", "{messages}")])
repairs_tools = [order_part]
repairs_runnable = repairs_prompt | llm.bind_tools(repairs_tools + [Done])


def tool_node(tools):
    return ToolNode(tools).with_fallbacks([RunnableLambda(lambda state: state)], exception_key="error")


def speak(state, runnable, name):
    return {"messages": [runnable.invoke(state)], "sender": name}


def make_role(model, tools, told):
    prompt = ChatPromptTemplate.from_messages([("system", "You work with others. {told}"), ("placeholder", "{messages}")])
    return prompt.partial(told=told) | model.bind_tools(tools)


searcher = make_role(llm, [find_room], told="You look things up.")
buyer = make_role(llm, tools=[order_part], told="You order things.")

searcher_node = partial(speak, runnable=searcher, name="searcher")
buyer_node = partial(speak, runnable=buyer, name="buyer")
