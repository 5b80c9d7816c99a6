import asyncio

from langchain_core.tools import tool

jobs = asyncio.Queue()


# A worker elsewhere takes it out, and may do anything with it.
@tool
async def enqueue(command: str) -> str:
    """Queues a command."""
    await jobs.put(command)
    return "queued"
