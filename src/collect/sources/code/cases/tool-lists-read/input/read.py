"""Ordinary uses of a list of tools, none of which adds one: every mark here stays."""
import logging
from dataclasses import dataclass

from agents import Agent, Runner, function_tool
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langgraph.prebuilt import ToolNode, create_react_agent

log = logging.getLogger(__name__)


@function_tool
def stock(item: str) -> str:
    """How many are left."""
    return item


@function_tool
def price(item: str) -> str:
    """What it costs."""
    return item


@tool
def opening(day: str) -> str:
    """When the shop opens."""
    return day


TOOLS = [stock, price]
print(len(TOOLS), TOOLS)
log.info("tools: %s", [t.name for t in TOOLS])
for t in TOOLS:
    print(t.name)
by_name = {t.name: t for t in TOOLS}
first = TOOLS[0]
copied = list(TOOLS)
copied.sort()
if stock in TOOLS:
    print(TOOLS.index(stock), TOOLS.count(stock), sorted(TOOLS), TOOLS[:1])
listed = Agent(name="listed", instructions="Helps.", tools=TOOLS)
same = Agent(name="same", instructions="Helps.", tools=[*TOOLS])


def describe(given):
    names = ", ".join(t.name for t in given)
    print(f"{len(given)} tools: {names}")
    return names


described = [stock]
describe(described)
passed = Agent(name="passed", instructions="Helps.", tools=described)

NODES = [opening]
node = ToolNode(NODES)
model = ChatOpenAI(model="gpt-4o-2024-08-06")
bound = model.bind_tools(NODES)
react = create_react_agent(model, NODES)
react.invoke({"messages": []})


def bind(llm):
    return llm.bind_tools(NODES)


grown = []
grown.append(stock)
grown += [price]
grown.extend([stock])
appended = Agent(name="appended", instructions="Helps.", tools=grown)

turned = [stock]
turned = turned + [price]
summed = Agent(name="summed", instructions="Helps.", tools=turned)


def gathered():
    found = [stock, price]
    log.debug("%d tools", len(found))
    return found


returned = Agent(name="returned", instructions="Helps.", tools=gathered())


@dataclass
class Settings:
    tools: list


SET = [stock]
settings = Settings(tools=SET)
kept = Agent(name="kept", instructions="Helps.", tools=SET)


class Desk:
    tools = [stock]

    def __init__(self):
        self.extra = [price]
        self.agent = Agent(name="in-a-class", instructions="Helps.", tools=self.tools + self.extra)
        print(self.tools)

    async def ask(self, text):
        log.info("asked with %d tools", len(self.tools))
        return await Runner.run(self.agent, text)


alone = Agent(name="alone", instructions="Helps.", tools=[stock])
print(alone.name, len(alone.tools))
Runner.run_sync(alone, "hello")
cloned = alone.clone(name="cloned")
lead = Agent(name="lead", instructions="Leads.", handoffs=[alone])
