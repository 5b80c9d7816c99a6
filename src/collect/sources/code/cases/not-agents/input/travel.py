"""Names that look like AI and are not: nothing here may become an asset."""
import time

import requests
from agents import AgentRegistry
from dataclasses import dataclass


@dataclass
class Agent:
    name: str
    instructions: str
    tools: list


def tool(fn):
    return fn


@tool
def book(hotel: str) -> str:
    return hotel


class RequestBuilder:
    def create(self, messages):
        return messages


def render_prompt(prompt):
    return prompt


estate = Agent(name="Estate agent", instructions="sells houses", tools=[book])
render_prompt(prompt="You are a template, not a prompt of a model.")
RequestBuilder().create(messages=[{"role": "system", "content": "no"}])
models = {"gpt-4o": 1}


def poll(url):
    while True:
        if requests.get(url).status_code == 200:
            return
        time.sleep(1)
