import openai
from agents.people import Agent

seller = Agent(name="Ada")
