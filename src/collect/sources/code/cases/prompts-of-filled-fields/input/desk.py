"""What is written as a field's default is told; that no secret is written is said only where nothing else can be put in."""
import dataclasses
import json
from dataclasses import dataclass, field

from agents import Agent
from pydantic import BaseModel, Field, field_validator
from pydantic_settings import BaseSettings


@dataclass
class Spread:
    prompt_spread: str = field(default="You help the customers of the shop, and read what is spread.")


def load():
    return Spread(**json.load(open("/etc/desk.json")))


class Aliased(BaseModel):
    prompt_aliased: str = Field("You help the customers of the shop, under an alias.", alias="sys")


class Copied(BaseModel):
    prompt_copied: str = Field(default="You help the customers of the shop, by a copy.")


class Validated(BaseModel):
    prompt_validated: str = Field(default="You help the customers of the shop, as was validated.")


class Constructed(BaseModel):
    prompt_constructed: str = Field(default="You help the customers of the shop, as was constructed.")


@dataclass
class Replaced:
    prompt_replaced: str = field(default="You help the customers of the shop, as was replaced.")


class Above(BaseModel):
    prompt_above: str = Field(default="You help the customers of the shop, from above.")


class Below(Above):
    prompt_above: str = "You are the other one, with the key sk-notreal-9876543210."


class Environment(BaseSettings):
    prompt_environment: str = Field(default="You help the customers of the shop, by its settings.")


class Checked(BaseModel):
    prompt_checked: str = Field(default="You help the customers of the shop, as was checked.")

    @field_validator("prompt_checked")
    @classmethod
    def longer(cls, value):
        return value + open("/etc/more.txt").read()


@dataclass
class SetByName:
    prompt_by_name: str = field(default="You help the customers of the shop, as was set by name.")


@dataclass
class Handed:
    prompt_handed: str = field(default="You help the customers of the shop, by whoever has the class.")


# For contrast: nothing else is ever put in.
@dataclass
class Plain:
    prompt_plain: str = field(default="You help the customers of the shop, and say nothing else.")


def agents(
    aliased: Aliased,
    copied: Copied,
    validated: Validated,
    constructed: Constructed,
    replaced: Replaced,
    above: Above,
    by_name: SetByName,
    checked: Checked,
    handed: Handed,
    plain: Plain,
):
    return [
        Agent(name="spread", instructions=load().prompt_spread),
        Agent(name="aliased", instructions=aliased.prompt_aliased),
        Agent(name="copied", instructions=copied.prompt_copied),
        Agent(name="validated", instructions=validated.prompt_validated),
        Agent(name="constructed", instructions=constructed.prompt_constructed),
        Agent(name="replaced", instructions=replaced.prompt_replaced),
        Agent(name="above", instructions=above.prompt_above),
        Agent(name="environment", instructions=Environment().prompt_environment),
        Agent(name="by_name", instructions=by_name.prompt_by_name),
        Agent(name="checked", instructions=checked.prompt_checked),
        Agent(name="handed", instructions=handed.prompt_handed),
        Agent(name="plain", instructions=plain.prompt_plain),
    ]


def make(kind):
    return kind(**json.load(open("/etc/desk.json")))


def fill(own: SetByName):
    setattr(own, "prompt_by_name", open("/etc/prompt.txt").read())
    return own


agents(
    Aliased(sys="You are another, with the key sk-notreal-1111111111."),
    Copied().model_copy(update={"prompt_copied": "You are a copy, with the key sk-notreal-2222222222."}),
    Validated.model_validate({"prompt_validated": "You are valid, with the key sk-notreal-3333333333."}),
    Constructed.model_construct(prompt_constructed="You are made, with the key sk-notreal-4444444444."),
    dataclasses.replace(Replaced(), prompt_replaced="You are new, with the key sk-notreal-5555555555."),
    Below(),
    fill(SetByName()),
    Checked(),
    make(Handed),
    Plain(),
)
