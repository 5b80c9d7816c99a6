from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from pydantic import BaseModel, Field


class DeskSettings(BaseModel):
    model: str = Field("gpt-4o", description="model that answers")
    audit: str = Field(default="gpt-4o-audio-preview")


settings = DeskSettings()
llm = ChatOpenAI(model=settings.model)


class RunSettings(BaseModel):
    writer: str = Field("gpt-4.1")

    @classmethod
    def of(cls, config: dict) -> "RunSettings":
        return cls(**config)


@tool
def write(subject: str, config: dict) -> str:
    """Writes a text with a model that the run chooses."""
    # Made with what the run says, it need not hold its default.
    return ChatOpenAI(model=RunSettings.of(config).writer).invoke(subject).content


@tool
def answer(question: str) -> str:
    """Answers with the model of the settings."""
    return ChatOpenAI(model=DeskSettings().model).invoke(question).content
