import requests
from langchain_core.tools import tool

HOSTS = {"eu": "eu.example.com", "us": "us.example.com"}


@tool
def by_region(region: str, path: str) -> str:
    """Each host of the table can be meant."""
    return requests.get(f"https://{HOSTS[region]}/{path}").text


@tool
def all_of(path: str) -> str:
    """Each is asked."""
    return "".join(requests.get(f"https://{host}/{path}").text for host in HOSTS.values())


@tool
def configured(path: str) -> str:
    """One of the two is not known: where it goes is not said."""
    host = open("host.txt").read() if path else "eu.example.com"
    return requests.get(f"https://{host}/{path}").text
