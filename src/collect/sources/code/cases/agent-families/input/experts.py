"""A class of the program's own runs a chain; what its agents are told and may call stands in the classes below it."""

import re

from langchain import hub
from langchain.agents import AgentExecutor
from langchain.agents.output_parsers import JSONAgentOutputParser
from langchain.tools import StructuredTool
from langchain_core.tools import tool

REACT = hub.pull("someone/react-json")


@tool
def melting_point(substance: str) -> str:
    """The melting point of a substance."""
    return substance


@tool
def density(substance: str) -> str:
    """The density of a substance."""
    return substance


@tool
def toxicity(substance: str) -> str:
    """How poisonous a substance is."""
    return substance


class Expert:
    """Answers from tables."""

    def __init__(self, llm):
        self.llm = llm
        self.chain = {"input": lambda x: x["input"]} | self.prompt | self.llm.bind(stop=["Seen"]) | JSONAgentOutputParser()

    @property
    def tools(self):
        raise NotImplementedError

    @property
    def prompt(self):
        filled = REACT.partial(tool_names=", ".join(t.name for t in self.tools))
        filled.messages[0].prompt.template = (
            re.sub(r"\s+", " ", f"""You answer questions on {self.topic} from tables.
            Say so where a table has nothing.""").replace("\n", " ")
            + filled.messages[0].prompt.template
        )
        return filled

    def as_executor(self, **kwargs):
        return AgentExecutor(agent=self.chain, tools=self.tools, max_iterations=3, **kwargs)

    def as_tool(self):
        def run(question: str):
            return self.as_executor().invoke({"input": question})

        return StructuredTool.from_function(func=run, name=self.__class__.__name__, description="Asks an expert.")


class HeatExpert(Expert):
    topic = "heat"

    @property
    def tools(self):
        return [melting_point]


class MassExpert(Expert):
    topic = "mass"

    def __init__(self, llm, unit):
        super().__init__(llm)
        self.unit = unit

    @property
    def tools(self):
        return [density, melting_point]


# One step further down: what is nearest counts.
class HarmExpert(MassExpert):
    @property
    def tools(self):
        return super().tools + [toxicity]


# Says itself how it runs, and what.
class LoneExpert(Expert):
    def as_executor(self, **kwargs):
        return None
