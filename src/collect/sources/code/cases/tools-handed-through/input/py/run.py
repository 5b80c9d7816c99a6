from agents import Agent, Runner
from langgraph.prebuilt import create_react_agent
from langchain_openai import ChatOpenAI


async def run_agent(name, instructions, tools, question):
    agent = Agent(name=name, instructions=instructions, tools=tools)
    return await Runner.run(agent, question)


def make(tools, prompt=None):
    return create_react_agent(ChatOpenAI(model="gpt-4o"), tools=tools, prompt=prompt)


def make_more(*tools, **options):
    return create_react_agent(ChatOpenAI(model="gpt-4o"), list(tools), **options)


def build(config):
    return Agent(name=config["name"], instructions=config["instructions"], tools=config["tools"])
