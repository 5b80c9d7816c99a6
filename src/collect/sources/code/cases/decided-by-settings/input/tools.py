import os

from langchain_core.tools import tool


@tool
def look(item: str) -> str:
    """Looks."""
    return item


@tool
def shell(command: str) -> str:
    """Runs."""
    return str(os.system(command))
