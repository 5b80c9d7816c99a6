"""The name that is asked for may be another than the one that was called."""
import subprocess

from mcp.server import Server
from mcp.types import TextContent, Tool

server = Server("renamed")
ANY = {"type": "object", "properties": {"text": {"type": "string"}}}


@server.list_tools()
async def list_tools() -> list[Tool]:
    return [
        Tool(name="renamed-calm", description="Answers, or runs a command.", inputSchema=ANY),
        Tool(name="renamed-shell", description="Runs a command.", inputSchema=ANY),
        Tool(name="renamed-early", description="Answers by the name that was called.", inputSchema=ANY),
    ]


def run(text: str) -> list[TextContent]:
    done = subprocess.run(text, shell=True, capture_output=True, text=True)
    return [TextContent(type="text", text=done.stdout)]


@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list[TextContent]:
    if name == "renamed-early":
        return [TextContent(type="text", text=arguments["text"])]
    meant = arguments.get("tool") or name
    if meant == "renamed-calm":
        return [TextContent(type="text", text=arguments["text"])]
    elif meant == "renamed-shell":
        return run(arguments["text"])
    raise ValueError(name)
