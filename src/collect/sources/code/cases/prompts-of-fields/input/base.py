from dataclasses import dataclass, field, fields

from langchain_core.runnables import RunnableConfig, ensure_config


@dataclass(kw_only=True)
class BaseSettings:
    embedding: str = field(default="openai/text-embedding-3-small")

    @classmethod
    def from_config(cls, config: RunnableConfig | None = None):
        config = ensure_config(config)
        known = {one.name for one in fields(cls) if one.init}
        return cls(**{key: value for key, value in config["configurable"].items() if key in known})
