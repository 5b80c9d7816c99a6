"""A help desk of four agents."""
import os
import sqlite3

import httpx
from agents import Agent, CodeInterpreterTool, FileSearchTool, Runner, RunContextWrapper, WebSearchTool, function_tool, handoff
from agents.extensions.models.litellm_model import LitellmModel
from agents.mcp import MCPServerStdio, MCPServerStreamableHttp

from prompts import BILLING

DB = os.getenv("DESK_DB", "desk.db")
BASE = "https://status.example.com/api"


def get_json(url: str) -> dict:
    return httpx.get(url, timeout=10).json()


@function_tool
def status(service: str) -> dict:
    """Says whether a service runs."""
    return get_json(f"{BASE}/services/{service}")


@function_tool(name_override="lookup_invoice", needs_approval=True)
def lookup(ctx: RunContextWrapper, number: str) -> list:
    """Finds an invoice."""
    with sqlite3.connect(DB) as connection:
        return connection.execute("SELECT * FROM invoices WHERE number = ?", (number,)).fetchall()


@function_tool
async def find_anything(where: str) -> list:
    """Finds invoices by a condition."""
    connection = sqlite3.connect(DB)
    return connection.cursor().execute(f"SELECT * FROM invoices WHERE {where}").fetchall()


billing = Agent(
    name="Billing",
    handoff_description="Knows invoices.",
    instructions=BILLING,
    tools=[lookup, find_anything],
    model=LitellmModel(model="anthropic/claude-3-7-sonnet-20250219", api_key=os.environ["ANTHROPIC_API_KEY"]),
)
research = Agent(name="Research", instructions="Look it up.", tools=[WebSearchTool(), CodeInterpreterTool(), FileSearchTool(vector_store_ids=["vs_manuals"])], model="gpt-4.1")


def triage_instructions(context, agent):
    return f"Send people on. Known teams: {agent.name}"


triage = Agent(
    name="Triage",
    instructions=triage_instructions,
    handoffs=[billing, handoff(agent=research)],
    tools=[status, research.as_tool(tool_name="research", tool_description="Asks the researcher.")],
    model="gpt-4o-mini",
)


async def answer(question: str) -> str:
    async with MCPServerStdio(name="git", params={"command": "uvx", "args": ["mcp-server-git"]}) as git, MCPServerStreamableHttp(
        name="wiki", params={"url": os.environ.get("WIKI_MCP_URL", "https://wiki.corp.example/mcp"), "headers": {"Authorization": f"Bearer {os.environ['WIKI_TOKEN']}"}}
    ) as wiki:
        coder = Agent(name="Coder", instructions="Reads repositories.", mcp_servers=[git, wiki])
        result = await Runner.run(coder, question)
    return result.final_output
