"""An agent whose parts are passed in."""
from agents import Agent
from agents.mcp import MCPServerStdio


def build(model, server, instructions, tools):
    return Agent(name="Built", instructions=instructions, model=model, tools=tools, mcp_servers=[server])


async def main():
    async with MCPServerStdio(params={"command": "npx", "args": ["-y", "@example/mail-mcp"]}) as mail:
        agent = build("gpt-5.4-mini", mail, "You read mail.", tools=[])
        print(agent)
