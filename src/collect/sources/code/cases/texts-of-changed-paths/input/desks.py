import os
from pathlib import Path

from agents import Agent

HERE = Path(__file__).parent
ENCODING = "utf-16"


def renamed(name: str) -> str:
    name = "v2/" + name
    return (HERE / name).read_text()


def sometimes(name: str) -> str:
    if os.environ.get("SECOND"):
        name = f"v2/{name}"
    return (HERE / name).read_text()


def added(name: str) -> str:
    text = (HERE / name).read_text()
    text += "\nAnswer in two sentences."
    return text


FOLDER = HERE
FOLDER /= "v2"
PLACE = os.path.dirname(__file__)
PLACE += "/v2"

as_it_is = Agent(name="as_it_is", instructions=(HERE / "desk.md").read_text())
anew = Agent(name="anew", instructions=renamed("desk.md"))
perhaps = Agent(name="perhaps", instructions=sometimes("desk.md"))
longer = Agent(name="longer", instructions=added("desk.md"))
below = Agent(name="below", instructions=(FOLDER / "desk.md").read_text())
beside = Agent(name="beside", instructions=open(os.path.join(PLACE, "desk.md")).read())
encoded = Agent(name="encoded", instructions=open(HERE / "desk.md", encoding=ENCODING).read())
