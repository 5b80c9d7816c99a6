class Agent:
    def __init__(self, name, instructions=None, tools=()):
        self.name = name
        self.tools = list(tools)


class Template:
    def make(self):
        return Agent(name="inside")
