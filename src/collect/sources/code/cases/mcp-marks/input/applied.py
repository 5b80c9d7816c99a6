"""Tools of a class, registered by calling what the decorator gives back."""
from fastmcp import FastMCP


class Desk:
    def __init__(self):
        self.mcp = FastMCP("desk")
        self.mcp.tool(name="open_ticket")(self.open_ticket)
        self.mcp.tool(self.close_ticket)

    def open_ticket(self, subject: str) -> str:
        """Opens a ticket."""
        return subject

    def close_ticket(self, ticket: str) -> str:
        """Closes a ticket."""
        return ticket
