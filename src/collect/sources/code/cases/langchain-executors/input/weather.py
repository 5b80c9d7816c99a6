from typing import Optional, Type

import requests
from langchain.agents import AgentExecutor, create_react_agent, create_tool_calling_agent
from langchain_core.callbacks import CallbackManagerForToolRun
from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder
from langchain_core.tools import BaseTool
from langchain_openai import ChatOpenAI
from pydantic import BaseModel


class Place(BaseModel):
    city: str


class Reporting(BaseTool):
    """A base of the program's own: without a method that runs it is no tool."""

    verbose: bool = True


class Forecast(Reporting):
    name: str = "forecast"
    description: str = "The weather of tomorrow."
    args_schema: Type[BaseModel] = Place

    def _run(self, city: str, run_manager: Optional[CallbackManagerForToolRun] = None) -> str:
        return requests.get(f"https://weather.example.com/{city}").text


class Sum(BaseTool):
    name = "sum"
    description = "Adds."

    def _run(self, expression: str) -> str:
        return str(eval(expression))


class Ledger(BaseModel):
    """Has a method of that name, and is no tool."""

    name: str = "ledger"

    def _run(self, line: str) -> str:
        return line


llm = ChatOpenAI(model="gpt-4.1-2025-04-14")
tools = [Forecast(), Sum()]
prompt = ChatPromptTemplate.from_messages(
    [("system", "You tell the weather."), ("human", "{input}"), MessagesPlaceholder("agent_scratchpad")]
)
agent = create_tool_calling_agent(llm, tools, prompt)
executor = AgentExecutor(agent=agent, tools=tools, max_iterations=5)


def clerk(other):
    return AgentExecutor(agent=other, tools=[Sum(), Ledger()])


def build():
    return AgentExecutor(agent=create_react_agent(llm, [Sum()], prompt), tools=[Sum()])


def ask(question):
    return executor.invoke({"input": question})


# Without a name and with nothing but its refusal it says what its subclasses have to do.
class Abstract(BaseTool):
    def _run(self, line: str) -> str:
        raise NotImplementedError("by the subclass")


class Concrete(Abstract):
    name: str = "concrete"
    description: str = "Says it again."

    def _run(self, line: str) -> str:
        return line


class Later(BaseTool):
    name: str = "later"
    description: str = "Runs only when it is awaited."

    def _run(self, code: str) -> str:
        raise NotImplementedError

    async def _arun(self, code: str) -> str:
        return str(eval(code))
