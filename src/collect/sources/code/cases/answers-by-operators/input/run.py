"""A class of Python's may say what its operators do: what stands beside an answer may run it."""
import json

from openai import OpenAI

from pipes import pipe

client = OpenAI()


# The answer is handed over by an operator, in the function that asks.
def less_answer(text):
    tools = [{"type": "function", "function": {"name": "less_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "less_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    pipe - a["c"]
    return a


# In a condition.
def within_answer(text):
    tools = [{"type": "function", "function": {"name": "within_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "within_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    if a["c"] in pipe:
        return None
    return a


# In a sum that is given back.
def summed_answer(text):
    tools = [{"type": "function", "function": {"name": "summed_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "summed_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    return pipe + a["c"]


# By a key.
def keyed_answer(text):
    tools = [{"type": "function", "function": {"name": "keyed_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "keyed_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    if pipe[a["c"]]:
        return None
    return a


# Inside of a text.
def told_answer(text):
    tools = [{"type": "function", "function": {"name": "told_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "told_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    print(f"done: {pipe - a['c']}")
    return a


# Over two lines.
def parted_answer(text):
    tools = [{"type": "function", "function": {"name": "parted_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "parted_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    (
        pipe
        > a["c"]
    )
    return a


# What was given to a name before is asked first.
def renamed_answer(text, own):
    tools = [{"type": "function", "function": {"name": "renamed_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "renamed_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    own -= a["c"]
    return a


# By a caller, which keeps nothing.
def asked_answer(text):
    tools = [{"type": "function", "function": {"name": "asked_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "asked_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)


def act(text):
    pipe ^ asked_answer(text)


# By a part of it, as a loop goes through it.
def looped_answer(text):
    tools = [{"type": "function", "function": {"name": "looped_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "looped_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    for one in a["steps"]:
        one & pipe
    return a


# By what compares all that it is handed.
def sorted_answer(text):
    tools = [{"type": "function", "function": {"name": "sorted_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "sorted_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    a = json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
    sorted([a["c"], pipe])
    return a
