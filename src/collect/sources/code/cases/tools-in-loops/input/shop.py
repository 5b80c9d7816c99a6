from langchain.agents import create_agent
from langchain_core.tools import tool
from mcp.server.fastmcp import FastMCP

whole = FastMCP("whole")
open_ended = FastMCP("open-ended")


def count(text: str) -> str:
    """Counts."""
    return text


def weigh(text: str) -> str:
    """Weighs."""
    return text


for each in [count, weigh]:
    whole.add_tool(each)


def serve(others):
    # Which functions come in is not known.
    for each in others:
        open_ended.add_tool(each)


tools = []
for each in [count, weigh]:
    tools.append(tool(each))

# One call makes both: the list is not complete.
clerk = create_agent("openai:gpt-4.1-2025-04-14", tools=tools, system_prompt="You count.")
# The functions themselves are all there.
scale = create_agent("openai:gpt-4.1-2025-04-14", tools=[each for each in [count, weigh]], system_prompt="You weigh.")
