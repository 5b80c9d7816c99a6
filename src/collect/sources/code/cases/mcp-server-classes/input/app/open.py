"""Servers of a class that goes where it is not known what is done with it."""
from extras import install
from fastmcp import FastMCP


class OpenServer(FastMCP):
    def __init__(self):
        super().__init__("open")
        install(self)


class ManagedServer(FastMCP):
    def fill(self, tools: list) -> None:
        for tool in tools:
            self._tool_manager.add_tool(tool)


OpenServer().run()
ManagedServer("managed").fill([])
