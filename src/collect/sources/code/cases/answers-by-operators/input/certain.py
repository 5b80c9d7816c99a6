"""Beside what is written down, and beside another part of the answer, nothing can run it."""
import json

from openai import OpenAI

client = OpenAI()
MOST = 20
KINDS = ["house", "garden"]


def rooms_in(text, history):
    tools = [{"type": "function", "function": {"name": "room_list", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "room_list"}}
    answer = client.chat.completions.create(
        model="gpt-4o", messages=history + [{"role": "user", "content": text}], tools=tools, tool_choice=choice
    )
    found = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    # More - and less - is said here than is done.
    if found["count"] - 1 > MOST or found["kind"] not in KINDS:
        print(f"{found['count']:>4} rooms", "- too many", sep="+")
    if found["count"] == found["least"] + found["more"]:
        return found["names"]
    return found


def bill_in(text):
    tools = [{"type": "function", "function": {"name": "bill_total", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "bill_total"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    for block in answer.choices:
        if len(block.message.tool_calls) > 0:
            return json.loads(block.message.tool_calls[0].function.arguments)
    return None


def is_dear(text):
    if bill_in(text)["sum"] > MOST:
        return True
    return False
