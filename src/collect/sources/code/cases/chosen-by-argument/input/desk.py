"""What a function gives depends on literals that its calls pass."""
import os

from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent


@tool
def read_mail(folder: str) -> str:
    """Reads mail."""
    return folder


@tool
def send_mail(to: str) -> str:
    """Sends mail."""
    return to


@tool
def delete_mail(id: str) -> str:
    """Deletes mail."""
    return id


def by_mode(mode="read"):
    if mode == "read":
        return [read_mail]
    elif mode in ("send", "write"):
        return [read_mail, send_mail]
    return [delete_mail]


def by_name(names=None):
    table = {"read": read_mail, "send": send_mail, "delete": delete_mail}
    if names is None:
        return list(table.values())
    return [table[name] for name in names if name in table]


def with_flag(dangerous: bool = False):
    if not dangerous:
        return [read_mail]
    return [delete_mail]


def set_inside(mode="read"):
    mode = os.environ["MODE"]
    if mode == "read":
        return [read_mail]
    return [delete_mail]


def in_loop(mode="read"):
    for _ in os.listdir("."):
        if mode == "read":
            return [read_mail]
    return [delete_mail]


reader = create_react_agent("openai:gpt-4o", tools=by_mode(), name="reader")
writer = create_react_agent("openai:gpt-4o", tools=by_mode("write"), name="writer")
deleter = create_react_agent("openai:gpt-4o", tools=by_mode(mode="delete"), name="deleter")
undecided = create_react_agent("openai:gpt-4o", tools=by_mode(os.environ["MODE"]), name="undecided")
named = create_react_agent("openai:gpt-4o", tools=by_name(["read", "send"]), name="named")
everything = create_react_agent("openai:gpt-4o", tools=by_name(), name="everything")
careful = create_react_agent("openai:gpt-4o", tools=with_flag(), name="careful")
careless = create_react_agent("openai:gpt-4o", tools=with_flag(dangerous=True), name="careless")
assigned = create_react_agent("openai:gpt-4o", tools=set_inside(), name="assigned")
looped = create_react_agent("openai:gpt-4o", tools=in_loop(), name="looped")
wanted = ["read"]
wanted.append("delete")
appended = create_react_agent("openai:gpt-4o", tools=by_name(wanted), name="appended")


def yielded():
    yield read_mail
    yield delete_mail


several = create_react_agent("openai:gpt-4o", tools=list(yielded()), name="several")
