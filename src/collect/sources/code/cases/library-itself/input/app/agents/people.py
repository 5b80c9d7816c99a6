class Agent:
    """Somebody who sells houses."""

    def __init__(self, name):
        self.name = name
