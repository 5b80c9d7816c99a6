from langchain.chat_models import init_chat_model
from langchain_core.messages import SystemMessage
from langgraph.graph import START, StateGraph

from base import BaseSettings
from settings import Night, Plans, Settings, Shop


def load(name: str):
    return init_chat_model(name)


def route(state, *, config):
    settings = Settings.from_config(config)
    messages = [{"role": "system", "content": settings.router_prompt}] + state.messages
    return load(settings.model).invoke(messages)


def answer(state, *, config):
    settings = Settings.from_config(config)
    prompt = settings.answer_prompt.format(product=state.product)
    return load(settings.model).invoke([{"role": "system", "content": prompt}] + state.messages)


def plan(state, plans: Plans):
    return load("openai:gpt-4.1").invoke([SystemMessage(content=plans.plan_prompt), *state.messages])


def check(state):
    return load("openai:gpt-4.1").invoke([SystemMessage(content=Plans().check_prompt), *state.messages])


def late(state, plans: Plans):
    return load("openai:gpt-4.1").invoke([SystemMessage(content=plans.late_prompt), *state.messages])


def made(state, plans: Plans):
    return load("openai:gpt-4.1").invoke([SystemMessage(content=plans.made_prompt), *state.messages])


# What it is made with goes before the default.
def shop(state):
    own = Shop(shop_prompt="You are the desk of a shop for garden tools, open on every day but Sunday.")
    return load("openai:gpt-4.1").invoke([SystemMessage(content=own.shop_prompt), *state.messages])


# Of the class above, which has no such field.
def missing(state, *, config):
    settings = BaseSettings.from_config(config)
    return load("openai:gpt-4.1").invoke([SystemMessage(content=settings.router_prompt), *state.messages])


builder = StateGraph(dict)
builder.add_node(route)
builder.add_node(answer)
builder.add_edge(START, "route")
graph = builder.compile()


# Any of these may be sent, and one holds a secret.
def night(state, own: Night):
    return load("openai:gpt-4.1").invoke([SystemMessage(content=own.night_prompt), *state.messages])


def morning(state, own: Night):
    return load("openai:gpt-4.1").invoke([SystemMessage(content=own.morning_prompt), *state.messages])


nights = [Night(night_prompt="You answer at night, with the key sk-notreal-0123456789."), Night("You are awake.")]
