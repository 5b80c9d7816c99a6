"""A class of the low-level SDK."""
from mcp.server import Server
from mcp.types import Tool


class LowServer(Server):
    pass


low = LowServer("low")


@low.list_tools()
async def list_tools() -> list[Tool]:
    return [Tool(name="ping", description="Answers.", inputSchema={"type": "object", "properties": {}})]
