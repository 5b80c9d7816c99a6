"""Nothing of what is done here can add a tool."""
import logging

from fastmcp import FastMCP

plain = FastMCP("plain")
also_plain = plain


@plain.tool
def ping() -> str:
    """Answers."""
    return "pong"


@plain.resource("notes://all")
def notes() -> str:
    return ""


def start(server):
    print(server.name)
    server.run(transport="stdio")


def made():
    return plain


if __name__ == "__main__":
    logging.info("starting %s", plain)
    print(len(also_plain.name))
    start(plain)
