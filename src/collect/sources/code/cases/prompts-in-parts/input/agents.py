"""The same in Python."""
from agents import Agent

HOUSE = "You work for a small library. Be brief and kind to everybody."
DESK = "You lend books at the desk, and take them back."
LOUD = "You announce that the library closes in ten minutes."
SOFT = "You whisper that the library closes in ten minutes."


def words(is_loud: bool) -> str:
    if is_loud:
        return LOUD
    return SOFT


def make(instructions: str) -> Agent:
    return Agent(name="made", instructions=instructions)


joined = Agent(name="joined", instructions="\n".join([HOUSE, DESK]))
chosen = Agent(name="chosen", instructions=words(True) if HOUSE else words(False))
made = make(LOUD if DESK else SOFT)
other = make(HOUSE)
