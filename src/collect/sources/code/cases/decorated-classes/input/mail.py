from langchain.agents import create_agent
from langchain_core.tools import tool
from pydantic import BaseModel


def audited(cls):
    return cls


@tool
class Done(BaseModel):
    """The mail was sent."""

    done: bool


@audited
class Draft(BaseModel):
    """Decorated, and no tool."""

    text: str


@tool
def send(to: str, text: str) -> str:
    """Sends."""
    return to + text


def base_tools():
    return {"send": send, "Done": Done}


def tools_for(team):
    if team is None:
        return list(base_tools().values())
    return [send]


writer = create_agent("openai:gpt-4.1-2025-04-14", tools=tools_for(None), system_prompt="You write.")
other = create_agent("openai:gpt-4.1-2025-04-14", tools=[send, Draft], system_prompt="You write too.")
