from agents import Agent, function_tool

from registry.tools import BY_NAME, TOOLS
import registry.more


@function_tool
def refund(order: str) -> str:
    """Pays back."""
    return order


MODELS = {"fast": "gpt-4.1-mini-2025-04-14", "smart": "gpt-4.1-2025-04-14"}


class Squad:
    def __init__(self, extra):
        self.billing = Agent(name="Billing", instructions="You bill.", tools=[*TOOLS, refund], model=MODELS["smart"])
        self.sales = Agent(name="Sales", instructions="You sell.", tools=[BY_NAME[n] for n in ("search", "quote")])
        self.triage = Agent(name="Triage", instructions="You sort.", tools=extra)
        self.triage.handoffs = [self.billing, self.sales]
        self.billing.handoffs.append(self.triage)


squad = Squad([refund])
pair = [Agent(name="Left", instructions="You are left."), Agent(name="Right", instructions="You are right.")]
pair[0].handoffs.append(pair[1])
for one in pair:
    one.tools.append(refund)


def shown(agents):
    # Which agents are passed is not known: nothing is joined.
    for each in agents:
        each.tools.append(refund)


class Shelf:
    """Has the member and is no agent."""

    def __init__(self):
        self.tools = []


shelf = Shelf()
shelf.tools.append(refund)
