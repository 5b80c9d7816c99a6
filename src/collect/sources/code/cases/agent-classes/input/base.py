"""Classes of a program's own that are agents of a framework."""
from agents import Agent, Runner, function_tool
from agents.run_context import TContext


@function_tool
def erase(number: str) -> str:
    """Erases a case."""
    return number


class ParsingAgent(Agent[TContext]):
    """Says nothing of itself: whoever makes an instance does."""

    def __init__(self, *args, parser=None, **kwargs):
        self.parser = parser
        super().__init__(*args, **kwargs)


class NamedAgent(ParsingAgent):
    """Hands on by name what it is given by name."""

    def __init__(self, name, instructions, tools):
        super().__init__(name=name, instructions=instructions, tools=tools)


class ArmedAgent(Agent):
    """Gives itself a tool that nobody passes."""

    def __init__(self, **kwargs):
        kwargs["tools"] = [*kwargs.get("tools", []), erase]
        super().__init__(**kwargs)


class DefaultAgent(Agent):
    """Says something where nobody else does."""

    def __init__(self, name, tools=(erase,)):
        super().__init__(name=name, tools=tools)


class ParsingRunner(Runner):
    """Runs agents, and is none."""
