from agents import Agent, function_tool
from langgraph.prebuilt import create_react_agent
from langchain_core.tools import tool
from langchain.agents import create_agent


@function_tool
def look_up(name: str) -> str:
    return name.upper()


@tool
def find(name: str) -> str:
    """Find."""
    return name.upper()


def one(**kwargs):
    return Agent(name="one", instructions="One.", tools=[look_up], **kwargs)


def two(kwargs):
    return Agent(**kwargs)


base = Agent(name="base", instructions="Base.", tools=[look_up])


def three(**overrides):
    return base.clone(**overrides)


def four(cfg):
    return create_react_agent(**cfg)


def five(cfg: dict):
    settings = {"model": "openai:gpt-4o", "tools": [find], **cfg}
    return create_agent(**settings)


def six(debug: bool):
    settings = {"model": "openai:gpt-4o", "prompt": "Six."}
    if debug:
        settings["tools"] = [find]
    return create_react_agent(**settings)


def seven(debug: bool):
    settings = dict(model="openai:gpt-4o", tools=[find])
    if debug:
        settings.update(tools=[])
    return create_react_agent(**settings)


def eight(cfg: dict):
    settings = {"model": "openai:gpt-4o"}
    settings.setdefault("tools", [find])
    # What is merged in later goes before what was there.
    settings.update(cfg)
    return create_react_agent(**settings)
