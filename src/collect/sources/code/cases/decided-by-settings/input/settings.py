from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    admin: bool = False


settings = Settings()
