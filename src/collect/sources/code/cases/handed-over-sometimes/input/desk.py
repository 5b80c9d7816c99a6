import os

from agents import Agent
from agents.mcp import MCPServerStdio

files = MCPServerStdio(name="files", params={"command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem"]})

refunds = Agent(name="refunds", instructions="You refund.")
sales = Agent(name="sales", instructions="You sell.")

hands = [sales]
if os.environ.get("REFUNDS_ON"):
    hands.append(refunds)

servers = []
if os.environ.get("FILES_ON"):
    servers.append(files)

clerk = Agent(name="clerk", instructions="You ask.", handoffs=hands, mcp_servers=servers)
