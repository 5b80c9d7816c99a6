import os

from mcp.server.fastmcp import FastMCP

one = FastMCP("one")
two = FastMCP("two")


def fill(server: FastMCP, is_inside=False):
    if is_inside:

        @server.tool()
        def run(command: str) -> int:
            return os.system(command)

    @server.tool()
    def hi(name: str) -> str:
        return name


fill(one, is_inside=True)
fill(two)
