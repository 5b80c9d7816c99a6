"""Three ways in which a server gets tools under a name that is not written."""
from fastmcp import FastMCP

from elsewhere import tools_of

by_name = FastMCP("by-name")
in_loop = FastMCP("in-loop")
kept = FastMCP("kept")
as_value = FastMCP("as-value")
servers = {}


def ping() -> str:
    """Answers."""
    return "pong"


by_name.add_tool(ping)
in_loop.add_tool(ping)
kept.add_tool(ping)
as_value.add_tool(ping)

getattr(by_name, "add" + "_tool")(ping)
for one in tools_of():
    in_loop.add_tool(one)
servers["kept"] = kept
list(map(as_value.add_tool, tools_of()))
