"""A wrapper keeps the name and the signature of what it is put around."""
import functools
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")


def logged(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        print(fn.__name__)
        return fn(*args, **kwargs)

    return inner


def remove(path: str) -> str:
    """Removes a file."""
    os.remove(path)
    return path


mcp.add_tool(logged(remove))
