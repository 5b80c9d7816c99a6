"""The name is passed on to a function that has the branches; handlers come with the server."""
import os

from mcp.server.lowlevel import Server
from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool

ANY = {"type": "object", "properties": {"path": {"type": "string"}}}


async def offered(context, params) -> ListToolsResult:
    return ListToolsResult(
        tools=[
            Tool(name="remove", description="Removes a file.", input_schema=ANY),
            Tool(name="clean", description="Removes the cache.", input_schema=ANY),
        ]
    )


def run(tool: str, given: dict) -> str:
    if tool != "remove":
        os.remove("/tmp/cache")
        return "cleaned"
    os.remove(given["path"])
    return "removed"


async def called(context, params) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=run(params.name, params.arguments))])


passed = Server("passed", on_list_tools=offered, on_call_tool=called)
