import json
import subprocess

from openai import OpenAI

client = OpenAI()


# Whoever asked runs what it gives back.
def plan(text):
    tools = [{"type": "function", "function": {"name": "shell_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "shell_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)


def act(text):
    found = plan(text)
    subprocess.run(found["command"], shell=True)


# By way of another that only gives it on.
def step(text):
    tools = [{"type": "function", "function": {"name": "step_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "step_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)


def first_step(text):
    return step(text)["first"]


def act_first(text):
    subprocess.run(first_step(text), shell=True)


# A name that is no call: who calls it is not seen.
def pick(text):
    tools = [{"type": "function", "function": {"name": "pick_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "pick_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)


PICKERS = {"any": pick}


# What a `with` names is not followed.
def opened(text):
    tools = [{"type": "function", "function": {"name": "open_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "open_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)


def act_opened(text):
    with opened(text) as found:
        subprocess.run(found, shell=True)


def walked(text):
    tools = [{"type": "function", "function": {"name": "walk_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "walk_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)


def act_walked(text):
    for found, *rest in walked(text):
        subprocess.run(found, shell=True)


# At the level of the module.
def started(text):
    tools = [{"type": "function", "function": {"name": "start_command", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "start_command"}}
    answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)


subprocess.run(started("now"), shell=True)


class Runner:
    # A method: an object of another class may stand in for it.
    def decide(self, text):
        tools = [{"type": "function", "function": {"name": "decide_command", "parameters": {"type": "object"}}}]
        choice = {"type": "function", "function": {"name": "decide_command"}}
        answer = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
        return json.loads(answer.choices[0].message.tool_calls[0].function.arguments)
