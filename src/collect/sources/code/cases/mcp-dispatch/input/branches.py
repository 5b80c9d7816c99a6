"""One function runs every tool, and tells them apart by name: each does what its own branch does."""
import subprocess
from enum import Enum

import requests
from mcp.server import Server
from mcp.types import TextContent, Tool

server = Server("branches")
ANY = {"type": "object", "properties": {"text": {"type": "string"}}}


class Names(str, Enum):
    SHELL = "shell"
    FETCH = "fetch"


@server.list_tools()
async def list_tools() -> list[Tool]:
    return [
        Tool(name=Names.SHELL, description="Runs a command.", inputSchema=ANY),
        Tool(name=Names.FETCH, description="Asks the shop.", inputSchema=ANY),
        Tool(name="echo", description="Answers.", inputSchema=ANY),
        Tool(name="ping", description="Answers.", inputSchema={"type": "object", "properties": {}}),
        Tool(name="forgotten", description="Nothing runs it.", inputSchema=ANY),
    ]


@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list[TextContent]:
    try:
        if name == "ping":
            return [TextContent(type="text", text="pong")]
        match name:
            case Names.SHELL:
                done = subprocess.run(arguments["text"], shell=True, capture_output=True, text=True)
                return [TextContent(type="text", text=done.stdout)]
            case Names.FETCH:
                answer = requests.get("https://shop.example/" + arguments["text"])
                return [TextContent(type="text", text=answer.text)]
        if name in ("echo", "say"):
            return [TextContent(type="text", text=arguments["text"])]
        raise ValueError(name)
    except ValueError as error:
        return [TextContent(type="text", text=str(error))]
