"""The classes below say it with methods, fields and the arguments of the class above."""

from abc import ABC, abstractmethod
from functools import cached_property

from agents import Agent, Runner, function_tool
from langgraph.prebuilt import create_react_agent

from experts import density, toxicity


@function_tool
def refund(order: str) -> str:
    """Pays back."""
    return order


@function_tool
def invoice(order: str) -> str:
    """Writes a bill."""
    return order


class Clerk(ABC):
    model = "gpt-4.1-mini"

    @abstractmethod
    def get_tools(self):
        ...

    @property
    @abstractmethod
    def instructions(self) -> str:
        ...

    def build(self):
        return Agent(name=self.title(), instructions=self.instructions, tools=self.get_tools(), model=self.model)

    def title(self):
        return "clerk"


class RefundClerk(Clerk):
    model = "gpt-4.1"

    def get_tools(self):
        return [refund]

    @property
    def instructions(self):
        return "You pay back what was paid for nothing."

    def title(self):
        return "Refunds"


class BillClerk(Clerk):
    instructions = "You write bills."

    def get_tools(self):
        tools = [invoice]
        tools.append(refund)
        return tools

    def title(self):
        return "Bills"


# Fills in nothing of what makes the agent: it is the one above it.
class TracedClerk(Clerk):
    def trace(self):
        return None


front = Agent(name="Front desk", instructions="You hand over.", handoffs=[RefundClerk().build(), BillClerk().build()])


async def serve(question):
    return await Runner.run(front, question)


class Worker:
    def __init__(self, tools, system_prompt, model="openai:gpt-4.1-mini"):
        self.tools = tools
        self.system_prompt = system_prompt
        self.agent = create_react_agent(model, tools, prompt=system_prompt)


class Weigher(Worker):
    def __init__(self):
        super().__init__([density], "You weigh things.")


class Taster(Worker):
    def __init__(self, model):
        super().__init__(tools=[toxicity], system_prompt="You taste things.", model=model)


taster = Taster("openai:gpt-4.1")


class Lazy:
    tools = []
    prompt = "You wait."

    @cached_property
    def agent(self):
        return create_react_agent("openai:gpt-4.1", self.tools, prompt=self.prompt)


class Sleeper(Lazy):
    tools = [density]
    prompt = "You sleep."
