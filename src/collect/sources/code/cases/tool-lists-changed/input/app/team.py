"""Agents that a module without AI changes."""
from agents import Agent

from app.tools import price as front, stock

COUNTER = [stock]
imported_list = Agent(name="imported-list", tools=COUNTER)
appended = Agent(name="appended", tools=[stock])
assigned = Agent(name="assigned", tools=[stock])
extended = Agent(name="extended", tools=[stock])
untouched = Agent(name="untouched", tools=[stock])
