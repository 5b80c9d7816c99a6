from deepagents import create_deep_agent
from langchain.agents import create_agent
from langchain.agents.middleware import (
    AgentMiddleware,
    ShellToolMiddleware,
    SummarizationMiddleware,
    dynamic_prompt,
    wrap_model_call,
)
from langchain_core.tools import tool


@tool
def find_order(number: str) -> str:
    """Finds an order."""
    return number.upper()


@dynamic_prompt
def greeting(request):
    return "You greet."


@wrap_model_call
def choose_tools(request, handler):
    return handler(request.override(tools=request.state["tools"]))


class Extra(AgentMiddleware):
    tools = [find_order]


# It only shortens and greets: the list is whole.
plain = create_agent(
    "openai:gpt-4.1-2025-04-14",
    tools=[find_order],
    middleware=[SummarizationMiddleware(model="openai:gpt-4.1-mini-2025-04-14"), greeting],
)
# The agent has a shell that no list of tools holds.
shell = create_agent("openai:gpt-4.1-2025-04-14", tools=[find_order], middleware=[ShellToolMiddleware()])
# What these do with its tools is not known.
swapping = create_agent("openai:gpt-4.1-2025-04-14", tools=[find_order], middleware=[choose_tools])
extended = create_agent("openai:gpt-4.1-2025-04-14", tools=[], middleware=[Extra()])
# It comes with files of its own, and hands work to others.
deep = create_deep_agent(
    model="openai:gpt-4.1-2025-04-14",
    tools=[find_order],
    system_prompt="You research.",
    subagents=[{"name": "critic", "description": "Criticises.", "system_prompt": "You criticise."}],
)
