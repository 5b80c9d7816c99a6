import requests
from agents import Agent, function_tool


def make(name, url):
    @function_tool(name_override=name)
    def call(body: str) -> str:
        return requests.post(url, data=body).text

    return call


fact = Agent(
    name="fact",
    instructions="x",
    tools=[make("crm", "https://crm.example/api"), make("erp", "https://erp.example/api")],
)

# One is found, and the list may hold more.
several = Agent(
    name="several",
    instructions="x",
    tools=[make(n, u) for n, u in {"a": "https://a.example", "b": "https://b.example"}.items()],
)

looped = Agent(
    name="looped",
    instructions="x",
    tools=[make(n, "https://c.example") for n in ["c", "d"]],
)


def start(name):
    # Of a name that nobody knows there is one tool, called as its function is.
    return Agent(name="unnamed", instructions="x", tools=[make(name + str(2), "https://e.example")])
