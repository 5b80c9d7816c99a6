"""What is spread into an object may set each of its fields: what the class says of them is then one of several."""
import json

from agents import Agent
from pydantic import BaseModel


class Base(BaseModel):
    @classmethod
    def load(cls, path):
        return cls(**json.load(open(path)))


class Shop(Base):
    shop_prompt: str = "You are the desk of a shop for garden tools."


class Desk:
    @classmethod
    def load(cls, **values):
        return cls(**values)


class Night(Desk):
    def __init__(self, night_prompt="You answer at night, when nobody is there."):
        self.night_prompt = night_prompt


class Morning(BaseModel):
    morning_prompt: str = "You answer in the morning, and say what was asked."


# For contrast: what is spread is known to its last key.
class Plain(BaseModel):
    plain_prompt: str = "You answer at noon, and say what is for lunch."
    name: str = "noon"


shop = Agent(name="shop", instructions=Shop.load("/etc/shop.json").shop_prompt)
night = Agent(
    name="night",
    instructions=Night.load(night_prompt="You are awake, with the key sk-notreal-0123456789.").night_prompt,
)
morning = Agent(name="morning", instructions=Morning(**json.load(open("/etc/x.json"))).morning_prompt)
plain = Agent(name="plain", instructions=Plain(**{"name": "lunch"}).plain_prompt)
