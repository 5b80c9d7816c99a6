from agents import function_tool


@function_tool
def search(text: str) -> str:
    """Searches."""
    return text


@function_tool
def quote(text: str) -> str:
    """Quotes."""
    return text


@function_tool
def unused(text: str) -> str:
    """Is in no list."""
    return text


TOOLS = [search]
BY_NAME = {tool.name: tool for tool in [search, quote]}
