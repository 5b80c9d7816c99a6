"""One call of the decorator for each function of a list."""
from fastmcp import FastMCP
from unseen import third

known = FastMCP("known-loop")
lacking = FastMCP("lacking-loop")


def ping() -> str:
    return "pong"


def add(a: int, b: int) -> int:
    return a + b


for fn in [ping, add]:
    known.tool(fn)

for one in [ping, third]:
    lacking.tool(one)
