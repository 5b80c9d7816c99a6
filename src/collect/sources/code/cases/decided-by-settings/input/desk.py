"""What a tool hangs on may be something else when the function runs: each of them may be there."""
from langchain_openai import ChatOpenAI
from langgraph.prebuilt import create_react_agent

import config
from settings import Settings, settings
from tools import look, shell


def of_settings(name):
    admin = settings.admin
    return [look, shell] if admin else [look]


def of_new_settings(name):
    own = Settings()
    admin = own.admin
    return [look, shell] if admin else [look]


def of_module(name):
    admin = config.ADMIN
    return [look, shell] if admin else [look]


def fill(box):
    box[0] = True


def of_filled(name):
    box = [False]
    fill(box)
    admin = box[0]
    return [look, shell] if admin else [look]


def handed(name, admin=False):
    return [look, shell] if admin else [look]


def returned(name, admin=False):
    if admin:
        return [look, shell]
    return [look]


def of_default(name, admin=settings.admin):
    return [look, shell] if admin else [look]


# For contrast: nobody can set this one.
def of_literal(name):
    admin = False
    return [look, shell] if admin else [look]


def written(name, admin):
    wanted = admin
    return [look, shell] if wanted else [look]


model = ChatOpenAI(model="gpt-4.1")
by_settings = create_react_agent(model, of_settings("x"))
by_new_settings = create_react_agent(model, of_new_settings("x"))
by_module = create_react_agent(model, of_module("x"))
by_filled = create_react_agent(model, of_filled("x"))
by_handed = create_react_agent(model, handed("x", settings.admin))
by_returned = create_react_agent(model, returned("x", config.ADMIN))
by_default = create_react_agent(model, of_default("x"))
by_literal = create_react_agent(model, of_literal("x"))
by_written = create_react_agent(model, written("x", False))
