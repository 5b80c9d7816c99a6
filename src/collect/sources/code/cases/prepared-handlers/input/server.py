"""Handlers in a table have been given some of their arguments already."""
import subprocess
from functools import partial

import requests
from mcp.server import Server
from mcp.types import TextContent, Tool

server = Server("prepared")
ANY = {"type": "object", "properties": {"text": {"type": "string"}}}


def fetch(base, arguments):
    return requests.get(base + arguments["text"]).text


def execute(flags, arguments, shell=False):
    return subprocess.run(arguments["text"] + flags, shell=shell, capture_output=True, text=True).stdout


def echo(arguments):
    return arguments["text"]


HANDLERS = {
    "fetch": partial(fetch, "https://shop.example/"),
    "execute": partial(execute, " --safe", shell=True),
    "echo": echo,
}


@server.list_tools()
async def list_tools() -> list[Tool]:
    return [
        Tool(name="fetch", description="Asks the shop.", inputSchema=ANY),
        Tool(name="execute", description="Runs a command.", inputSchema=ANY),
        Tool(name="echo", description="Answers.", inputSchema=ANY),
    ]


@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list[TextContent]:
    return [TextContent(type="text", text=HANDLERS[name](arguments))]
