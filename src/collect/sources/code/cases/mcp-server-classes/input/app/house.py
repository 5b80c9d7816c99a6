"""The house's own server class: every team derives from it."""
from fastmcp import FastMCP
from fastmcp.tools import Tool


class HouseServer(FastMCP):
    """Hands on what it is made with."""

    def add_tool(self, tool: Tool) -> None:
        super().add_tool(tool)

    def greet(self) -> str:
        return "hello"
