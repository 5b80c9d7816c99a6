"""Models that are named in settings, and texts under such names that are none."""
import os

from langchain.chat_models import init_chat_model
from pydantic import BaseModel, Field

summary_model = "openai:gpt-4.1-mini"
DEFAULT_MODEL = os.environ.get("DEFAULT_MODEL", "claude-sonnet-4-5-20250929")


class Settings(BaseModel):
    writer_model: str = Field(default="anthropic:claude-3-7-sonnet-latest", description="Writes.")
    planner_model: str = "gpt-4o-2024-08-06"
    # No models: a car, a vendor that nobody knows, a text about one, and a name that says something else.
    car_model: str = "roadster-9"
    odd_model: str = "acme:gpt-4.1"
    about_model: str = "gpt-4.1 is a model"
    model_note: str = "gpt-3.5-turbo"


def configure(config: dict):
    config["configurable"]["judge_model"] = "openai:gpt-4.1-nano"
    local_model = "openai:gpt-5"
    return init_chat_model(configurable_fields=("model",))
