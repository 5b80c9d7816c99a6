"""A module of this program that is called like a library."""


class AgentRegistry:
    pass
