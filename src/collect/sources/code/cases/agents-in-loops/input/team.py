from agents import Agent, RunConfig, Runner, function_tool


@function_tool
def open_ticket(title: str) -> str:
    return title.upper()


# One call makes several: it is called by all of their names, and each may be met at run time.
SPECS = [("billing", "You handle bills."), ("shipping", "You handle parcels.")]
members = [Agent(name=name, instructions=text, tools=[open_ticket]) for name, text in SPECS]


class Desk:
    def __init__(self, servers):
        self.servers = servers

    # Which servers it is given stands elsewhere.
    def agent(self):
        return Agent(name="desk", instructions="You answer.", mcp_servers=self.servers)


lead = Agent(name="lead", instructions="You lead.", model="gpt-4.1-2025-04-14")


# Of this run another model is asked than the one the agent is made with.
async def ask(question: str):
    return await Runner.run(lead, question, run_config=RunConfig(model="gpt-4.1-mini-2025-04-14"))
