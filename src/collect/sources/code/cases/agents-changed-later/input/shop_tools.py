from agents import function_tool


@function_tool
def stock(sku: str) -> str:
    """How many are left."""
    return {"A1": "4"}.get(sku, "0")


@function_tool
def refund(order: str) -> str:
    """Gives the money back."""
    return f"refunded {order}"


def equip(agent):
    agent.tools.append(refund)
    return agent


def greet(agent):
    print(f"hello {agent.name}")
