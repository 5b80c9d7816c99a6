"""A class that says itself what it is, and registers its tools in its methods."""
from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.tools import Tool


def open_ticket(subject: str) -> str:
    """Opens a ticket."""
    return subject


def close_ticket(ticket: str) -> str:
    """Closes a ticket."""
    return ticket


def log_tools(server: "DeskServer") -> None:
    print(server.name)


class DeskServer(FastMCP):
    def __init__(self, verbose: bool = False):
        super().__init__("desk", instructions="Tickets of the desk.")
        self.register()

    def register(self) -> None:
        self.add_tool(open_ticket)
        closing = Tool.from_function(close_ticket, "close")
        self.add_tool(closing)


desk = DeskServer()
log_tools(desk)


@desk.tool()
def count_tickets() -> int:
    """Counts the tickets."""
    return 1
