from functools import partial

from agents import Agent, function_tool
from langgraph.prebuilt import create_react_agent
from other import take


@function_tool
def look_up(name: str) -> str:
    return name.upper()


# Prepared, and made where it is called.
make_clerk = partial(Agent, tools=[look_up], model="gpt-4.1-2025-04-14")
clerk = make_clerk(name="clerk", instructions="You file.")
with_model = partial(create_react_agent, "openai:gpt-4.1-2025-04-14")
graph = with_model([look_up], prompt="You react.")
# What it is handed to may call it: nothing more is known.
take(partial(Agent, name="lost", tools=[look_up]))

# By the key of a table.
KINDS = {"plain": Agent}
plain = KINDS["plain"](name="plain", instructions="You are plain.", tools=[look_up])


# By a parameter: its default, what is passed for it, what it is said to be.
def build(cls=Agent):
    return cls(name="built", instructions="You are built.", tools=[look_up])


def choose(cls, name):
    return cls(name=name, instructions="You are chosen.", tools=[look_up])


class Factory:
    def make(self, kind: type[Agent]):
        return kind(name="made", instructions="You are made.", tools=[look_up])

    def check(self, found):
        return isinstance(found, Agent)


built = build()
chosen = choose(Agent, "chosen")
desk = Agent(name="desk", instructions="You hand over.", handoffs=[clerk, built, chosen, plain])
