"""Classes below one that makes agents: what else may change the list that an object of theirs keeps."""

from dataclasses import dataclass

from agents import Agent, function_tool


@function_tool
def look(question: str) -> str:
    """Looks a thing up."""
    return question


@function_tool
def shell(command: str) -> str:
    """Runs a command."""
    return command


class Desk:
    tools = []
    title = "Desk"

    def build(self):
        return Agent(name=self.title, instructions="You help.", tools=self.tools, model="gpt-4.1")


# Nothing changes it: these are all.
class PlainDesk(Desk):
    title = "Plain"
    tools = [look]

    def say(self):
        print(self, self.title)
        setattr(self, "said", True)


# A decorator of the language's own library leaves the members alone.
@dataclass
class KeptDesk(Desk):
    title = "Kept"
    tools = [look]


def with_shell(desk):
    desk.tools = [*desk.tools, shell]
    return desk


@with_shell
class DecoratedDesk(Desk):
    title = "Decorated"
    tools = [look]


class SelfFillingDesk(Desk):
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tools = [*cls.tools, shell]


class FilledDesk(SelfFillingDesk):
    title = "Filled"
    tools = [look]


def add_defaults(desk):
    desk.tools += [shell]


class HandedDesk(Desk):
    title = "Handed"
    tools = [look]

    def __init__(self):
        add_defaults(self)


class SetDesk(Desk):
    title = "Set"
    tools = [look]

    def __init__(self, **settings):
        for key, value in settings.items():
            setattr(self, key, value)


class UpdatedDesk(Desk):
    title = "Updated"
    tools = [look]

    def __init__(self, **settings):
        self.__dict__.update(settings)


class BelowSetDesk(SetDesk):
    title = "Below set"
    tools = [look]


DESKS = [
    PlainDesk().build(),
    KeptDesk().build(),
    DecoratedDesk().build(),
    FilledDesk().build(),
    HandedDesk().build(),
    SetDesk(tools=[shell]).build(),
    UpdatedDesk(tools=[shell]).build(),
    BelowSetDesk(tools=[shell]).build(),
]
