from agents import Agent

from desk import delete_mail, look_up, send_mail


class Member:
    def __init__(self):
        self.tools = []

    def add_tool(self, tool):
        self.tools.append(tool)


class Reader(Member):
    def __init__(self):
        super().__init__()
        self.add_tool(look_up)
        self.agent = Agent(name="Reader", instructions="You read.", tools=self.tools)


class Writer(Member):
    def __init__(self):
        super().__init__()
        self.add_tool(send_mail)
        self.agent = Agent(name="Writer", instructions="You write.", tools=self.tools)


# Against: one list for all of them.
class Shared:
    tools = []

    def add_shared(self, tool):
        self.tools.append(tool)


class First(Shared):
    def __init__(self):
        self.add_shared(look_up)
        self.agent = Agent(name="First", instructions="You read.", tools=self.tools)


class Second(Shared):
    def __init__(self):
        self.add_shared(delete_mail)


# Against: one object may be of both.
class Base:
    def __init__(self):
        self.kept = []

    def keep(self, tool):
        self.kept.append(tool)


class Left(Base):
    def start(self):
        self.keep(look_up)
        return Agent(name="Left", instructions="You read.", tools=self.kept)


class Right(Base):
    def also(self):
        self.keep(delete_mail)


class Both(Left, Right):
    pass
