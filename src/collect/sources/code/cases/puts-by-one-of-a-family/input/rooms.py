"""What is put into the agent of one object of a family is no other's."""

from agents import Agent, function_tool


@function_tool
def look(question: str) -> str:
    """Looks a thing up."""
    return question


@function_tool
def shell(command: str) -> str:
    """Runs a command."""
    return command


@function_tool
def clock(zone: str) -> str:
    """The time."""
    return zone


class Room:
    title = "Room"

    def tools(self):
        return []

    def build(self):
        return Agent(name=self.title, instructions="You help.", tools=self.tools(), model="gpt-4.1")


class ShellRoom(Room):
    title = "Shell"

    def tools(self):
        return [look]

    def build(self):
        agent = super().build()
        agent.tools.append(shell)
        return agent


class ClockRoom(Room):
    title = "Clock"

    def tools(self):
        return [clock]


class OpenRoom(Room):
    title = "Open"

    def tools(self):
        return [look]


# Outside of the classes: it is the agent of the object on which it was made.
opened = OpenRoom().build()
opened.tools.append(shell)
