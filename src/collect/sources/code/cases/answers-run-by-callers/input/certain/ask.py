import json

from openai import OpenAI

client = OpenAI()


def streets_in(text):
    tools = [{"type": "function", "function": {"name": "street_names", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "street_names"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)


def print_streets(text):
    found = streets_in(text)
    if found["count"] > 3:
        print(json.dumps(found))
    return json.dumps(found["streets"])
