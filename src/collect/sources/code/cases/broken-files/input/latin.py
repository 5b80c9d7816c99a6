from agents import Agent
agent = Agent(name='café ÿþ', instructions='x')
