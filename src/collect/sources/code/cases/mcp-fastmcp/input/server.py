"""Two servers: one by FastMCP, one by the low-level SDK."""
import os
import subprocess

import httpx
import mcp.types as types
from mcp.server import Server
from mcp.server.fastmcp import Context, FastMCP

NWS = "https://api.weather.example"
mcp = FastMCP("weather", instructions="Weather and notes.")
api_token = os.environ["WEATHER_API_TOKEN"]


async def request(url: str) -> dict | None:
    async with httpx.AsyncClient() as client:
        response = await client.get(url, headers={"Authorization": api_token}, timeout=30.0)
        response.raise_for_status()
        return response.json()


@mcp.tool()
async def alerts(state: str, ctx: Context) -> str:
    """Alerts of one state."""
    data = await request(f"{NWS}/alerts/active/area/{state}")
    return "\n".join(str(one) for one in data["features"])


@mcp.tool(name="grep", description="Searches the notes.")
def search_notes(pattern: str) -> str:
    return subprocess.run(f"grep -r {pattern} notes", shell=True, capture_output=True, text=True).stdout


@mcp.tool()
def list_notes() -> str:
    """Lists the notes."""
    return subprocess.check_output(["ls", "notes"]).decode()


def read_note(path: str) -> str:
    """Reads one note."""
    with open(path) as note:
        return note.read()


mcp.add_tool(read_note)


@mcp.resource("notes://{name}")
def note(name: str) -> str:
    return name


low = Server("low-level")


@low.list_tools()
async def list_tools() -> list[types.Tool]:
    return [types.Tool(name="echo", description="Says it again.", inputSchema={"type": "object", "properties": {"text": {"type": "string"}}})]


if __name__ == "__main__":
    mcp.run(transport="stdio")
