"""Models that are named in settings and go to a model, and texts under such names that are none or go nowhere."""
import logging
import os
from dataclasses import dataclass

import requests
from langchain.chat_models import init_chat_model
from pydantic import BaseModel, Field

summary_model = "openai:gpt-4.1-mini"
DEFAULT_MODEL = os.environ.get("DEFAULT_MODEL", "claude-sonnet-4-5-20250929")
# Nobody reads it before it is another.
review_model = "openai:gpt-5-nano"
review_model = "openai:gpt-5-mini"


class Settings(BaseModel):
    writer_model: str = Field(default="anthropic:claude-3-7-sonnet-latest", description="Writes.")
    planner_model: str = "gpt-4o-2024-08-06"
    model: str = "openai:gpt-4o"
    # No models: a car, a vendor that nobody knows, a text about one, and a name that says something else.
    car_model: str = "roadster-9"
    odd_model: str = "acme:gpt-4.1"
    about_model: str = "gpt-4.1 is a model"
    model_note: str = "gpt-3.5-turbo"


# A model's name, and no model: nothing asks it.
class Car:
    model = "o3-mini"


@dataclass
class Usage:
    model: str = "gpt-4-turbo"
    tokens: int = 0


def report(car: Car) -> None:
    logging.info("driven", extra={"model": "grok-4"})
    print(car.model, Usage(model="mistral-large-latest").tokens)


def configure(config: dict):
    config["configurable"]["judge_model"] = "openai:gpt-4.1-nano"
    local_model = "openai:gpt-5"
    return init_chat_model(configurable_fields=("model",))


def ask(settings: Settings, config: dict):
    init_chat_model(summary_model)
    init_chat_model(model=value_of(settings.writer_model))
    init_chat_model(model=settings.planner_model or DEFAULT_MODEL)
    init_chat_model(model=config["configurable"].get("judge", config["configurable"]["judge_model"]))
    init_chat_model(model=review_model)
    payload = {"model": "sonar-pro", "messages": []}
    requests.post("https://api.perplexity.ai/chat/completions", json=payload)
    return init_chat_model(Settings().model)


def value_of(value):
    return value.value if hasattr(value, "value") else value


def twice(hurry: bool):
    model = "openai:o1"
    model = "openai:o3"
    fast = init_chat_model(model)
    if hurry:
        model = "openai:o4-mini"
    slow = init_chat_model(model)
    model = "openai:gpt-3.5-turbo"
    return fast, slow
