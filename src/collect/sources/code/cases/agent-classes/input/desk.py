from agents import Agent as FrameworkAgent, function_tool

from .base import ArmedAgent, DefaultAgent, NamedAgent, ParsingAgent, ParsingRunner
from .local import Agent

FILING = "You file what is sent in."


@function_tool
def look_up(number: str) -> str:
    """Looks up a case."""
    return number


class RefundAgent(FrameworkAgent):
    """Says itself what it is."""

    def __init__(self, region: str):
        self.region = region
        super().__init__(name="Refunds", instructions="You decide on refunds.", tools=[look_up])


class NorthRefundAgent(RefundAgent):
    """Made as its base says: the same agent."""

    def __init__(self):
        super().__init__("north")


class LateAgent(FrameworkAgent):
    """Never becomes what it derives from."""

    def __init__(self, name):
        self.name = name


class TravelAgent(Agent):
    """An agent of the program's own making, which is none."""

    def __init__(self):
        super().__init__(name="Travel", instructions="You book flights.", tools=[look_up])


def make_filing(config):
    return ParsingAgent(name="Filing", instructions=FILING, model=config.model, parser=str)


def make_desk(config):
    filing = make_filing(config)
    triage = NamedAgent("Triage", "You sort cases.", [look_up])
    return ParsingAgent(
        name="Desk",
        instructions="You lead the desk.",
        tools=[filing.as_tool(tool_name="file", tool_description="Files.")],
        handoffs=[triage, RefundAgent("south"), NorthRefundAgent()],
        model="gpt-4.1",
    )


runner = ParsingRunner()
armed = ArmedAgent(name="Armed", instructions="You tidy up.", tools=[])
plain = DefaultAgent("Plain")
late = LateAgent(name="Late")
travel = TravelAgent()
