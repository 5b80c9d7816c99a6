import os
from collections.abc import Mapping


def load(env=os.environ):
    env = {}
    return env.get("XAI_API_KEY")


def chosen(test, env: Mapping[str, str] = os.environ):
    if test:
        env = {"GROQ_API_KEY": "none"}
    key = env["GROQ_API_KEY"]
    return key


# Nothing but the environment has keys here.
def late(env=None):
    settings = None
    if env is None:
        settings = os.environ
    key = settings["COHERE_API_KEY"]
    return key


# What it was set to before is gone.
def renewed():
    env = {}
    env = os.environ
    key = env["OPENAI_API_KEY"]
    return key


def pair(env=os.environ):
    return env["DEEPSEEK_API_KEY"], [env["MISTRAL_API_KEY"]]


def table(env=os.environ):
    return {"search": env["TAVILY_API_KEY"], "more": (env.get("EXA_API_KEY"), "none")}


def listed(env=os.environ):
    keys = [env["SERPAPI_API_KEY"], "none"]
    return keys
