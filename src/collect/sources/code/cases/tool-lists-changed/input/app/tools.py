"""Tools, and lists of them that other modules import."""
from agents import function_tool


@function_tool
def stock(item: str) -> str:
    """How many are left."""
    return item


@function_tool
def price(item: str) -> str:
    """What it costs."""
    return item


@function_tool
def refund(order: str) -> str:
    """Gives the money back."""
    return order


SHARED = [stock]
REPLACED = [stock]
