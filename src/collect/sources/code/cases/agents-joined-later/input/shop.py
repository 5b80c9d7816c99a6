"""Agents that hand over to each other: the lists are set once all of them are made."""
from dataclasses import dataclass, field

from agents import Agent, function_tool


@dataclass
class Visitor:
    number: int = 0


@dataclass
class Rota:
    handoffs: list = field(default_factory=list)


@function_tool
def stock(item: str) -> int:
    """How many are left."""
    return len(item)


front = Agent[Visitor](name="Front", instructions="Greets.", tools=[])
returns = Agent[Visitor](name="Returns", instructions="Takes things back.", handoffs=[front])
repairs = Agent[Visitor](name="Repairs", instructions="Mends things.")
spare = Agent[Visitor](name="Spare", instructions="Helps out.")

front.handoffs = [returns]
front.handoffs.append(repairs)
front.tools.append(stock)
returns.handoffs.extend([repairs])

# A list of the same name on something that is no agent.
rota = Rota()
rota.handoffs = [spare]
