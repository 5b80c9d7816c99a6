def register_tools(mcp):
    @mcp.tool()
    def note(text: str) -> str:
        """Keeps a note."""
        return text
