from langchain_openai import ChatOpenAI
from pydantic import BaseModel, Field


class DeskSettings(BaseModel):
    model: str = Field("gpt-4o", description="model that answers")
    audit: str = Field(default="gpt-4o-audio-preview")


settings = DeskSettings()
llm = ChatOpenAI(model=settings.model)
