from mcp.server.fastmcp import FastMCP

import desk.tools as tools
from desk.tools import register_note_tools

mcp = FastMCP("desk")
register_note_tools(mcp)
tools.register_plan_tools(mcp)
