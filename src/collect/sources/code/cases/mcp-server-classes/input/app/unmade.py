"""Nothing here makes an instance of it."""
from fastmcp import FastMCP


class UnmadeServer(FastMCP):
    def __init__(self, name: str):
        super().__init__(name)
        self.add_tool(lambda text: text)
