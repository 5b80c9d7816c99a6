"""Models that are the members of enumerations, and members that are none."""
import enum
from enum import Enum, StrEnum

from langchain.chat_models import init_chat_model


class OpenAIModelName(StrEnum):
    SMALL = "gpt-4.1-mini"
    LARGE = "gpt-4.1"


class GroqModelName(StrEnum):
    """A bare id, whose provider the class names."""

    LLAMA = "llama-3.3-70b-versatile"
    SHARED = "openai/gpt-oss-120b"
    LATER = auto()


class BEDROCK_MODELS(enum.Enum):
    HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0"


class VertexModelIds(str, Enum):
    FLASH = "models/gemini-2.5-flash"


class LocalModel(StrEnum):
    """Nobody is named who serves it."""

    LLAMA = "llama-3.3-70b-versatile"


class CarModel(StrEnum):
    ROADSTER = "roadster-9"


class ModelPricing(StrEnum):
    OLD = "gpt-4o"


class Supermodel:
    GPT = "gpt-3.5-turbo"


class ModelState(StrEnum):
    LOADED = "loaded"


def ask(name: OpenAIModelName):
    return init_chat_model(name.value)
