from dataclasses import dataclass, field

from pydantic import BaseModel, Field

import prompts
from base import BaseSettings


@dataclass(kw_only=True)
class Settings(BaseSettings):
    model: str = field(default="anthropic/claude-3-haiku-20240307")
    router_prompt: str = field(default=prompts.ROUTER, metadata={"description": "Where to."})
    answer_prompt: str = field(default=prompts.ANSWER)


class Plans(BaseModel):
    plan_prompt: str = Field(default=prompts.PLAN, description="How it is looked into.")
    check_prompt: str = Field(prompts.CHECK)
    # No default is written: nothing is known of it.
    late_prompt: str = Field(description="Said by whoever makes it.")
    # Made by a function: not read.
    made_prompt: str = Field(default_factory=lambda: prompts.MADE)


@dataclass
class Shop:
    shop_prompt: str = field(default=prompts.OTHER)


@dataclass
class Night:
    night_prompt: str = field(default=prompts.NIGHT)
    morning_prompt: str = field(default=prompts.MORNING)
