from openai import OpenAI

client = OpenAI()

ALLOWED_MODELS = ["gpt-4o", "gpt-4o-mini"]
SERVED_MODELS = ["gpt-5", "gpt-5-mini"]


class Request:
    model: str


# What the list holds is what the call may ask.
def ask(request):
    if request.model not in ALLOWED_MODELS:
        raise ValueError(request.model)
    return client.chat.completions.create(model=request.model, messages=[{"role": "user", "content": request.text}])


def is_served(name):
    return name in SERVED_MODELS


# By way of a function that only answers yes or no.
def answer(name, text):
    if not is_served(name):
        raise ValueError(name)
    return client.chat.completions.create(model=name, messages=[{"role": "user", "content": text}])


class Shelf:
    kept = {}


# Each of them in turn.
def each(shelf, text):
    for shelf.kept["model"] in SERVED_MODELS:
        client.chat.completions.create(model=shelf.kept["model"], messages=[{"role": "user", "content": text}])
