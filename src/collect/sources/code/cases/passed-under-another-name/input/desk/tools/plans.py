def register_tools(mcp):
    @mcp.tool()
    def plan(goal: str) -> str:
        """Makes a plan."""
        return goal


# Nobody calls it.
def register_more(mcp):
    @mcp.tool()
    def spare(text: str) -> str:
        """In no server."""
        return text
