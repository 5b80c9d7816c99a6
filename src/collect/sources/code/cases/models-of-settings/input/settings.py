from pydantic import Field
from pydantic_settings import BaseSettings


class EmbeddingSettings(BaseSettings):
    model_name: str = Field(
        default="sentence-transformers/all-MiniLM-L6-v2",
        validation_alias="EMBEDDING_MODEL",
    )
    # Of no model: it is handed to no call that takes one.
    collection: str = Field(default="gpt-4o-notes", validation_alias="COLLECTION")
