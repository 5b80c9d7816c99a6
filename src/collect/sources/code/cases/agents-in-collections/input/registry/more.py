from agents import function_tool

from registry.tools import TOOLS


@function_tool
def later(text: str) -> str:
    """Is added by another module."""
    return text


TOOLS.append(later)
