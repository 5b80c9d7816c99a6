import json

import requests
from anthropic import Anthropic
from openai import OpenAI

client = OpenAI()
claude = Anthropic()

ORDER = {
    "type": "function",
    "function": {
        "name": "order",
        "description": "What a mail orders.",
        "parameters": {"type": "object", "properties": {"items": {"type": "array"}}},
    },
}


# One forced schema, whose arguments are read and given back: nothing runs it.
def order_of(mail):
    response = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": mail}],
        tools=[ORDER],
        tool_choice={"type": "function", "function": {"name": "order"}},
    )
    call = response.choices[0].message.tool_calls[0]
    found = json.loads(call.function.arguments)
    print(len(found))
    return found["items"]


def label_of(mail):
    answer = claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=100,
        messages=[{"role": "user", "content": mail}],
        tools=[{"name": "label", "input_schema": {"type": "object", "properties": {"label": {"type": "string"}}}}],
        tool_choice={"type": "tool", "name": "label"},
    )
    return answer.content[0].input


def posted(mail):
    sent = requests.post(
        "https://api.openai.com/v1/chat/completions",
        json={
            "model": "gpt-4o",
            "messages": [{"role": "user", "content": mail}],
            "tools": [{"type": "function", "function": {"name": "summary", "parameters": {"type": "object"}}}],
            "tool_choice": {"type": "function", "function": {"name": "summary"}},
        },
    )
    sent.raise_for_status()
    return json.loads(sent.json()["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"])


def mood_of(mail):
    answer = claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=100,
        messages=[{"role": "user", "content": mail}],
        tools=[{"name": "mood", "input_schema": {"type": "object"}}],
        tool_choice={"type": "tool", "name": "mood"},
    )
    for block in answer.content:
        if block.type == "tool_use":
            return block.input
    return None
