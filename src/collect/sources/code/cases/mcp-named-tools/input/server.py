from mcp.server.fastmcp import FastMCP
server = FastMCP("s")
def look(q: str) -> str:
    """Looks."""
    return q
server.add_tool(look, name="lookup", description="Finds.")
server.run()
