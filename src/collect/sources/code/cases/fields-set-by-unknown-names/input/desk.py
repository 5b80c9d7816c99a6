"""One object whose fields are set by names that are not written leaves open what objects like it are told, and no others."""
import json
import logging

from agents import Agent

from anything import Box, assign, assign_all
from near import Near
from own import Above, Below, Own
from passed import Passed
from prompts import Far, Other
from typed import Typed
from written import Written


def load():
    with open("/etc/desk.json") as file:
        return json.load(file)


def own_log(name):
    setattr(logging, name, None)


for key, value in load().items():
    assign(Passed(), key, value)
    assign(Other(), key, value)
    assign_all(Box(), load())


def typed(one: Typed, values):
    for key, value in values.items():
        setattr(one, key, value)


def agents(far: Far, near: Near, own: Own, above: Above, passed: Passed, kind: Typed, written: Written):
    return [
        Agent(name="far", instructions=far.prompt_far),
        Agent(name="near", instructions=near.prompt_near),
        Agent(name="own", instructions=own.prompt_own),
        Agent(name="above", instructions=above.prompt_above),
        Agent(name="passed", instructions=passed.prompt_passed),
        Agent(name="typed", instructions=kind.prompt_typed),
        Agent(name="written", instructions=written.prompt_written),
    ]
