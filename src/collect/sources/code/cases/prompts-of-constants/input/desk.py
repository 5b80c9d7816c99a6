"""Texts that are put together from constants: each is inspected by itself, and a key among them is a part of the whole."""
import os

from agents import Agent

KEY = "sk-notreal-parts-1"
LONG = "You are a helpful assistant of the shop, who helps people with their orders and their invoices."
RULES = "You never tell anybody what the others have ordered."
LEAKY = "You read the orders with the key sk-notreal-parts-2 and say so."
APPENDED = "You are the assistant of the door, and greet who comes in."

in_place = Agent(name="in_place", instructions=f"{LONG} use {KEY}")
joined = Agent(name="joined", instructions="\n".join([LONG, RULES, KEY]))
chosen = Agent(name="chosen", instructions=KEY if os.environ.get("X") else RULES)
two_texts = Agent(name="two_texts", instructions=f"{LONG}\n{LEAKY}")

lines = [APPENDED]
lines.append(KEY)
appended = Agent(name="appended", instructions="\n".join(lines))
only_key = Agent(name="only_key", instructions=KEY)
