from agents import function_tool
from langchain_core.tools import tool


@function_tool
def search(q: str) -> str:
    """Search."""
    return q


@function_tool
def refund(id: str) -> str:
    """Refund."""
    return id


@function_tool
def build_one(id: str) -> str:
    """Build."""
    return id


@tool
def lookup(q: str) -> str:
    """Look up."""
    return q


@tool
def cancel(q: str) -> str:
    """Cancel."""
    return q
@tool
def star(q: str) -> str:
    """Star."""
    return q
