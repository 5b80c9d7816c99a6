import redis
import redis.asyncio as aredis
from langchain_core.tools import tool

client = redis.Redis(host="cache.case.invalid", db=2)
other = aredis.from_url("redis://sessions.case.invalid:6379/0")


@tool
def read_session(key: str) -> str:
    """Reads a session."""
    return client.hgetall(key)


@tool
async def keep_note(key: str, note: str) -> str:
    """Keeps a note."""
    await other.set(key, note)
    return "kept"


@tool
def forget(key: str) -> str:
    """Forgets a note."""
    client.delete(key)
    return "gone"


# A script of the model's runs on the server.
@tool
def run_script(script: str) -> str:
    """Runs a script."""
    return client.eval(script, 0)


# Any command.
@tool
def any_command(command: str) -> str:
    """Runs a command."""
    return client.execute_command(command)


# Whoever subscribes gets it.
@tool
def announce(message: str) -> str:
    """Announces something."""
    client.publish("news", message)
    return "told"


# Whoever listens at that address hears of it.
@tool
def reachable(url: str) -> bool:
    """Says whether a server answers."""
    return redis.from_url(url).ping()
