from langchain.chat_models import init_chat_model

VALID_MODELS = ["gpt-4.1", "gpt-4.5-preview"]
CHEAP_MODELS = {"gpt-3.5-turbo"}
ROTATED_MODELS = ["claude-opus-4-6", "claude-sonnet-4-6"]
SUPPORTED_MODELS = ["claude-haiku-4-5"]


class Settings:
    ALLOWED_MODELS = ["gemini-2.5-pro"]

    def is_allowed(self, name: str) -> bool:
        return name in self.ALLOWED_MODELS


def make(name: str):
    if name not in VALID_MODELS:
        raise ValueError(f"{name} is none of {VALID_MODELS}: {', '.join(sorted(VALID_MODELS))}")
    if name in SUPPORTED_MODELS or name in ROTATED_MODELS:
        name = next(one for one in ROTATED_MODELS if one not in CHEAP_MODELS)
    return init_chat_model(name)


def describe(table=SUPPORTED_MODELS):
    return table[0]
