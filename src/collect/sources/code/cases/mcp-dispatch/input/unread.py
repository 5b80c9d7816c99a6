"""The branches are found by what is only known as it runs: nothing is said of what the tools do."""
from mcp.server import Server
from mcp.types import Tool

import registry

unread = Server("unread")


@unread.list_tools()
async def list_tools() -> list[Tool]:
    return [Tool(name="one", description="One.", inputSchema={"type": "object", "properties": {}})]


@unread.call_tool()
async def call_tool(name: str, arguments: dict):
    return await registry.find(name).run(arguments)
