from agents import Agent

from loader import BILLING, DESK, load, only

desk = Agent(name="desk", instructions=DESK)
second = Agent(name="second", instructions=DESK)
billing = Agent(name="billing", instructions=BILLING)
letters = Agent(name="letters", instructions=load("letters.md"))
first_of_all = Agent(name="first_of_all", instructions=only())
another = Agent(name="another", instructions=only())
