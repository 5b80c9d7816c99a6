"""Templates whose placeholders are filled in with what is written down, with what is not, and with both."""
import os
from pathlib import Path

import requests
from agents import Agent
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_openai import ChatOpenAI
from langgraph.prebuilt import create_react_agent

KEY = "sk-notreal-filled-1"
DAY = "Monday"
SHARED = "You answer on {day} and say {word}."

in_place = Agent(name="in_place", instructions="Use the key {k} now.".format(k=KEY))
positional = Agent(name="positional", instructions="Use {} and {!r} now.".format(DAY, KEY))
spread = Agent(name="spread", instructions="Use the key {k} now.".format(**{"k": KEY}))
percent = Agent(name="percent", instructions="Use the key %s now." % KEY)
swapped = Agent(name="swapped", instructions="Use the key <k> now.".replace("<k>", KEY))
harmless = Agent(name="harmless", instructions="Today is {day}.".format(day=DAY))
unknown = Agent(name="unknown", instructions="Today is {day}.".format(day=os.environ["DAY"]))
defaulted = Agent(name="defaulted", instructions=f"Use {os.getenv('SERVICE', 'the shop')} for all.")
chosen = Agent(name="chosen", instructions=f"Use {KEY}." if os.getenv("LOUD") else "Use none.")
# One template, filled in three times: what is in one of them is in the prompt.
first = Agent(name="first", instructions=SHARED.format(day=DAY, word="please"))
second = Agent(name="second", instructions=SHARED.format(day=DAY, word=KEY))
third = Agent(name="third", instructions=SHARED.format(day=DAY, word=os.environ["WORD"]))

# Texts that cannot be read are there, and nothing is said of them.
from_file = Agent(name="from_file", instructions=Path("prompt.md").read_text())
from_environment = Agent(name="from_environment", instructions=os.environ["PROMPT"])
FETCHED = requests.get("https://prompts.example.com/desk").text
fetched = Agent(name="fetched", instructions=FETCHED)
without = Agent(name="without", instructions=None)

gpt = ChatOpenAI(model="gpt-4o")
partly = create_react_agent(
    gpt, [], prompt=ChatPromptTemplate.from_messages([("system", "Use {k}."), ("human", "{q}")]).partial(k=KEY)
)
half = create_react_agent(
    gpt, [], prompt=ChatPromptTemplate.from_messages([("system", "Use {a} and {b}.")]).partial(a=DAY)
)
closed = create_react_agent(
    gpt, [], prompt=ChatPromptTemplate.from_messages([("system", "On {a}."), ("human", "{q}")]).partial(a=DAY)
)
asked_later = create_react_agent(gpt, [], prompt=PromptTemplate.from_template("Say {word} on {day}."))
