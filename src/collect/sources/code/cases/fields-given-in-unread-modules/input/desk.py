"""The texts of fields that are sent; files that name no library of AI give them others."""
from dataclasses import dataclass, field

from langchain.chat_models import init_chat_model
from langchain_core.messages import SystemMessage


@dataclass
class Desk:
    system: str = field(default="You are the desk of a shop for garden tools, open on every day but Sunday.")


@dataclass
class Counter:
    system: str = field(default="You are the counter of a shop for boats, and say what may be rented on which day.")


@dataclass
class Window:
    opening: str = field(default="You are the window of a shop for glass, and say which panes are kept in stock.")


def load():
    return init_chat_model("openai:gpt-4.1")


def ask(desk: Desk, state):
    return load().invoke([SystemMessage(content=desk.system), *state])


# Nobody gives this one another text.
def rent(counter: Counter, state):
    return load().invoke([SystemMessage(content=counter.system), *state])


# Set on an object whose class is not named there.
def look(window: Window, state):
    return load().invoke([SystemMessage(content=window.opening), *state])
