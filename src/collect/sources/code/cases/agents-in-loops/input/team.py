from agents import Agent, function_tool


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
