import os

from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
TOOLS = [{"type": "function", "function": {"name": "read", "parameters": {}}}]


# Whoever asks like this runs the tools by hand.
def step(messages):
    return client.chat.completions.create(model="gpt-4.1-2025-04-14", messages=messages, tools=TOOLS)


def say(messages):
    return client.chat.completions.create(model="gpt-4.1-2025-04-14", messages=messages)
