"""Agents that are copied, and agents that are handed to something before they run."""

from agents import Agent, Runner, function_tool
from outfitters import outfit

from shop_tools import equip, greet, stock


@function_tool
def price(sku: str) -> str:
    """What it costs."""
    return {"A1": "3.20"}.get(sku, "unknown")


base = Agent(name="base", instructions="You sell things.", model="gpt-4.1-2025-04-14", tools=[stock])
# A copy with other tools, and one that differs by its text alone.
dear = base.clone(name="dear", tools=[stock, price])
polite = base.clone(name="polite", instructions="You sell things, and you are polite.")

# Read: what is put in is in the list, and the list is whole.
equipped = Agent(name="equipped", tools=[stock])
equip(equipped)
# Not read: whatever is in the list, it may not be all.
outfitted = Agent(name="outfitted", tools=[stock])
outfit(outfitted)
ready = outfit(Agent(name="ready", tools=[price]))
# Only said hello to, run, and asked for its name.
greeted = Agent(name="greeted", tools=[price])
greet(greeted)
Runner.run_sync(greeted, "hello")
print(getattr(greeted, "name"))


def copied(agent: Agent):
    # Whose copy it is, and what that one may call, nobody says.
    return agent.clone(name="copied")
