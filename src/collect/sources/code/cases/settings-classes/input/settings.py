from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from .local import BaseSettings as LocalSettings


class Base(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env")
    openai_api_key: SecretStr
    model: str = "gpt-4.1-mini"


class Settings(Base):
    anthropic_api_key: SecretStr | None = None
    search: str = Field(default="", validation_alias="TAVILY_API_KEY")
    vectors: str = Field(alias="PINECONE_API_KEY")
    openweathermap_api_key: SecretStr | None = None
    # No keys: what callers of the program show, the key of nobody knows what, an address, and a secret of the application's own.
    openai_base_url: str = "https://example.com"
    cafeteria_api_key: str = ""
    admin_api_key: str = ""
    api_key: str = ""
    auth_secret: str = ""


class Prefixed(BaseSettings):
    """Its variables are called otherwise than its fields."""

    model_config = SettingsConfigDict(env_prefix="EXA_")
    api_key: str
    groq_api_key: str = ""


class Elsewhere(BaseSettings):
    """Nobody knows what its variables are called."""

    model_config = SettingsConfigDict(env_prefix=prefix())
    deepseek_api_key: str = ""


class Request(BaseModel):
    """What a caller sends is in no environment."""

    cerebras_api_key: str
    xai_api_key: str = ""


class Local(LocalSettings):
    """A base of the program's own."""

    together_api_key: str = ""


settings = Settings()
