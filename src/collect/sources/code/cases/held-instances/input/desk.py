import copy
import json
import subprocess
from typing import Any

from lines import open_line
from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel

mcp = FastMCP("held")


class Session:
    def go(self, command: str) -> str:
        return subprocess.run(command, shell=True, capture_output=True, text=True).stdout


class Order(BaseModel):
    what: str = "fixed"

    def place(self, command: str) -> str:
        return subprocess.run(command, shell=True, capture_output=True, text=True).stdout


SESSIONS = {"a": Session()}
LISTED = [Session()]


# None of these is known to touch nothing: what was put in runs it.
@mcp.tool()
def popped(key: str, text: str) -> str:
    return SESSIONS.pop(key).go(text)


@mcp.tool()
def put_in_between(key: str, text: str) -> str:
    return SESSIONS.setdefault(key, Session()).go(text)


@mcp.tool()
def next_of(text: str) -> str:
    session = next((one for one in LISTED), None)
    return session.go(text)


@mcp.tool()
def copied(text: str) -> str:
    return copy.deepcopy(LISTED[0]).go(text)


@mcp.tool()
def validated(order: str, text: str) -> str:
    return Order.model_validate_json(order).place(text)


# And these touch nothing, whatever is in it.
@mcp.tool()
def dumped(order: str) -> str:
    return json.dumps(Order.model_validate_json(order).model_dump())


@mcp.tool()
def sorted_words(text: str) -> str:
    return ", ".join(sorted(set(text.split()))).upper()


class Desk:
    def __init__(self, line: Any):
        self.line = line

    def say(self, text: str) -> str:
        return self.line.opened().say(text)


# Annotated as anything, it may be anything.
@mcp.tool()
def annotated(text: str) -> str:
    return Desk(open_line()).say(text)
