"""What a parameter without a type is given is what its callers hand over."""
from fastmcp import FastMCP

handed = FastMCP("handed")


@handed.tool()
def first() -> str:
    """One tool that is seen."""
    return "1"


def register(server):
    @server.tool()
    def second() -> str:
        """One that hangs on a parameter."""
        return "2"


register(handed)
