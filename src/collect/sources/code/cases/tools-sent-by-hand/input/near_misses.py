import os

import requests
from openai import OpenAI

KEY = os.environ["OPENAI_API_KEY"]
BASE = os.environ.get("BASE", "https://api.openai.com/v1")
client = OpenAI()


def own_service(messages):
    tools = [{"name": "hammer", "parameters": {"type": "steel"}}]
    return requests.post("https://shop.example.com/v1/tools", json={"messages": messages, "tools": tools})


# Whose host that is, only the run knows.
def gateway(messages):
    tools = [{"name": "saw", "parameters": {"type": "steel"}}]
    return requests.post(f"{BASE}/chat/completions", json={"model": "gpt-4o", "messages": messages, "tools": tools})


# Another host whose name begins in the same way.
def lookalike(messages):
    tools = [{"name": "drill", "parameters": {"type": "steel"}}]
    return requests.post("https://api.openai.com.example.org/v1", json={"messages": messages, "tools": tools})


class Shop:
    def create(self, tools):
        return tools


def shelf():
    return Shop().create(tools=[{"name": "pliers", "parameters": {"type": "steel"}}])


def nothing(messages):
    return client.chat.completions.create(model="gpt-4o", messages=messages, tools=[])


# Which tools these are is not written here.
def handed(messages, tools):
    return client.chat.completions.create(model="gpt-4o", messages=messages, tools=tools)


def named(messages, name):
    tool = {"type": "function", "function": {"name": name, "parameters": {}}}
    return client.chat.completions.create(model="gpt-4o", messages=messages, tools=[tool])
