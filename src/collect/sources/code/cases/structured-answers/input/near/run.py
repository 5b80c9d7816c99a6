import json

from anthropic import Anthropic
from openai import OpenAI

client = OpenAI()
claude = Anthropic()



def cancel(id):
    print(id)


HANDLERS = {"cancel_all": cancel}



# The function of that name runs it.
def refund(id):
    print(id)


def asks_refund(mail):
    tools = [{"type": "function", "function": {"name": "refund", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "refund"}}
    response = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(response.choices[0].message.tool_calls[0].function.arguments)


# What it answers is handed to a function.
def asks_cancel(mail):
    tools = [{"type": "function", "function": {"name": "cancel_one", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "cancel_one"}}
    response = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    args = json.loads(response.choices[0].message.tool_calls[0].function.arguments)
    cancel(**args)
    return args


def asks_table(mail):
    tools = [{"type": "function", "function": {"name": "cancel_all", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "cancel_all"}}
    response = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    for call in response.choices[0].message.tool_calls:
        HANDLERS[call.function.name](**json.loads(call.function.arguments))
    return json.loads(response.choices[0].message.tool_calls[0].function.arguments)


# Whoever asked runs it.
def asks_only(mail):
    tools = [{"type": "function", "function": {"name": "asked_only", "parameters": {"type": "object"}}}]
    choice = {"type": "function", "function": {"name": "asked_only"}}
    response = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return response.choices[0].message


# The model chooses.
def free(mail):
    tools = [{"type": "function", "function": {"name": "free_choice", "parameters": {"type": "object"}}}]
    response = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice="auto")
    return json.loads(response.choices[0].message.tool_calls[0].function.arguments)


# Two, of which one is forced.
def two(mail):
    tools = [
        {"type": "function", "function": {"name": "first_of_two", "parameters": {"type": "object"}}},
        {"type": "function", "function": {"name": "second_of_two", "parameters": {"type": "object"}}},
    ]
    choice = {"type": "function", "function": {"name": "first_of_two"}}
    response = client.chat.completions.create(model="gpt-4o", messages=[], tools=tools, tool_choice=choice)
    return json.loads(response.choices[0].message.tool_calls[0].function.arguments)


# The answer goes back to the model.
def looped(mail):
    messages = [{"role": "user", "content": mail}]
    tools = [{"name": "looped", "input_schema": {"type": "object"}}]
    choice = {"type": "tool", "name": "looped"}
    answer = claude.messages.create(model="claude-sonnet-4-5", messages=messages, tools=tools, tool_choice=choice)
    messages.append({"role": "assistant", "content": answer.content})
    claude.messages.create(model="claude-sonnet-4-5", messages=messages)
    return answer.content[0].input


# Nothing reads what it answers.
def unread(mail):
    tools = [{"name": "unread_answer", "input_schema": {"type": "object"}}]
    choice = {"type": "tool", "name": "unread_answer"}
    answer = claude.messages.create(model="claude-sonnet-4-5", messages=[], tools=tools, tool_choice=choice)
    return answer.id


class Kept:
    def ask(self, mail):
        tools = [{"name": "kept_answer", "input_schema": {"type": "object"}}]
        choice = {"type": "tool", "name": "kept_answer"}
        answer = claude.messages.create(model="claude-sonnet-4-5", messages=[], tools=tools, tool_choice=choice)
        self.last = answer
        return answer.content[0].input


def in_condition(mail):
    tools = [{"name": "bound_in_condition", "input_schema": {"type": "object"}}]
    choice = {"type": "tool", "name": "bound_in_condition"}
    answer = claude.messages.create(model="claude-sonnet-4-5", messages=[], tools=tools, tool_choice=choice)
    if found := answer.content[0].input:
        cancel(**found)
    return answer.content[0].input


def in_comprehension(mail):
    tools = [{"name": "in_comprehension_only", "input_schema": {"type": "object"}}]
    choice = {"type": "tool", "name": "in_comprehension_only"}
    answer = claude.messages.create(model="claude-sonnet-4-5", messages=[], tools=tools, tool_choice=choice)
    [cancel(one) for one in answer.content[0].input]
    return answer.content[0].input


def by_map(mail):
    tools = [{"name": "by_map_only", "input_schema": {"type": "object"}}]
    choice = {"type": "tool", "name": "by_map_only"}
    answer = claude.messages.create(model="claude-sonnet-4-5", messages=[], tools=tools, tool_choice=choice)
    list(map(cancel, answer.content[0].input))
    return answer.content[0].input


# Only sometimes is it forced.
def at_times(mail, force):
    tools = [{"name": "at_times", "input_schema": {"type": "object"}}]
    choice = {"type": "tool", "name": "at_times"} if force else {"type": "auto"}
    answer = claude.messages.create(model="claude-sonnet-4-5", messages=[], tools=tools, tool_choice=choice)
    return answer.content[0].input


# Further tools may be handed over.
def open_list(mail, more):
    tools = [{"name": "open_list_only", "input_schema": {"type": "object"}}, *more]
    choice = {"type": "tool", "name": "open_list_only"}
    answer = claude.messages.create(model="claude-sonnet-4-5", messages=[], tools=tools, tool_choice=choice)
    return answer.content[0].input


def run_by_name(mail):
    tools = [{"name": "run_by_name_only", "input_schema": {"type": "object"}}]
    choice = {"type": "tool", "name": "run_by_name_only"}
    answer = claude.messages.create(model="claude-sonnet-4-5", messages=[], tools=tools, tool_choice=choice)
    found = answer.content[0].input
    handler = globals()[found["kind"]]
    handler()
    return found
