from agents import Agent
from b import tools
x = tools
tools = x
Agent(name="a", instructions="i", tools=tools)
