"""What modules of computing and logging do beside that: none of these tools keeps to itself."""

import asyncio
import inspect
import io
import logging
import logging.handlers
import os

import dotenv
import numpy as np
import pydantic
from langchain_core.tools import tool
from loguru import logger


@tool
async def open_connection(host: str, text: str) -> str:
    """Does open_connection."""
    r, w = await asyncio.open_connection(host, 80)
    w.write(text.encode())
    return "x"


@tool
def file_io(path: str) -> str:
    """Does file_io."""
    return io.FileIO(path).read()


@tool
def np_genfromtxt(url: str) -> str:
    """Does np_genfromtxt."""
    return str(np.genfromtxt(url))


@tool
def log_file(path: str, text: str) -> str:
    """Does log_file."""
    h = logging.FileHandler(path)
    logging.getLogger("a").addHandler(h)
    return "x"


@tool
def log_http(host: str, text: str) -> str:
    """Does log_http."""
    h = logging.handlers.HTTPHandler(host, "/x")
    h.emit(logging.makeLogRecord({"msg": text}))
    return "x"


@tool
def log_guru(path: str) -> str:
    """Does log_guru."""
    logger.add(path)
    return "x"


@tool
def setkey(path: str, k: str) -> str:
    """Does setkey."""
    dotenv.set_key(path, "A", k)
    return "x"


@tool
async def loop_exec(cmd: str) -> str:
    """Does loop_exec."""
    loop = asyncio.get_running_loop()
    await loop.subprocess_shell(asyncio.SubprocessProtocol, cmd)
    return "x"


@tool
async def loop_conn(host: str) -> str:
    """Does loop_conn."""
    loop = asyncio.get_running_loop()
    await loop.create_connection(asyncio.Protocol, host, 80)
    return "x"


@tool
def getattr_static(name: str, cmd: str) -> str:
    """Does getattr_static."""
    import os
    return inspect.getattr_static(os, name)(cmd)


@tool
def parse_file(path: str) -> str:
    """Does parse_file."""
    return str(pydantic.parse_file_as(dict, path))


@tool
async def unix(path: str, text: str) -> str:
    """Does unix."""
    r, w = await asyncio.open_unix_connection(path)
    w.write(text.encode())
    return "x"



# A function that is handed to the loop is walked, and the loop itself touches nothing.
@tool
async def in_executor(name: str) -> str:
    """Greets."""
    return await asyncio.get_running_loop().run_in_executor(None, str.upper, name)


@tool
async def by_another_name(command: str) -> str:
    """Starts a shell."""
    await asyncio.subprocess.create_subprocess_shell(command)
    return "started"


@tool
async def by_another_loop(command: str) -> str:
    """Starts a shell."""
    await asyncio.SelectorEventLoop().subprocess_shell(asyncio.SubprocessProtocol, command)
    return "started"


@tool
def array_to_file(path: str) -> str:
    """Writes a file."""
    np.array([1]).tofile(path)
    return "written"


RUN = {"upper": str.upper, "shell": os.system}


# Which of them is run the model says.
@tool
async def chosen_in_executor(name: str, text: str) -> str:
    """Runs one of a table."""
    return await asyncio.get_running_loop().run_in_executor(None, RUN[name], text)


def own_shell(text):
    return os.system(text)


OWN = {"shell": own_shell}


@tool
async def own_in_thread(name: str, text: str) -> str:
    """Runs one of the program's own."""
    return await asyncio.to_thread(OWN[name], text)
