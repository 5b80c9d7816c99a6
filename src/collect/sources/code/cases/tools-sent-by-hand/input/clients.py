import json
import os

import httpx
import requests
from anthropic import Anthropic
from openai import OpenAI

KEY = os.environ["OPENAI_API_KEY"]
client = OpenAI()
claude = Anthropic()

SEARCH = {
    "type": "function",
    "function": {
        "name": "search_orders",
        "description": "Searches the orders of a customer.",
        "parameters": {"type": "object", "properties": {"q": {"type": "string"}}, "required": ["q"]},
    },
}
TOOLS = [
    {
        "name": "cancel_order",
        "description": "Cancels an order.",
        "input_schema": {"type": "object", "properties": {"id": {"type": "string"}}},
    },
    # The vendor's own: it has no schema here.
    {"type": "web_search_20250305", "name": "web_search"},
]


def chat(messages):
    return client.chat.completions.create(model="gpt-4o", messages=messages, tools=[SEARCH])


def respond(text):
    flat = {"type": "function", "name": "refund", "parameters": {"type": "object", "properties": {}}}
    return client.responses.create(model="gpt-4o", input=text, tools=[flat])


def ask(messages):
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=100, messages=messages, tools=TOOLS)


def posted(messages):
    body = {
        "model": "gpt-4o",
        "messages": messages,
        "tools": [{"type": "function", "function": {"name": "posted_tool", "parameters": {}}}],
    }
    return requests.post("https://api.openai.com/v1/chat/completions", json=body, headers={"Authorization": KEY})


async def streamed(messages):
    tools = [{"name": "streamed_tool", "input_schema": {"type": "object"}}]
    async with httpx.AsyncClient() as http:
        return await http.post(
            "https://api.anthropic.com/v1/messages",
            data=json.dumps({"model": "claude-sonnet-4-5", "messages": messages, "tools": tools}),
        )
