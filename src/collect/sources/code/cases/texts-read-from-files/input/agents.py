import os
from functools import lru_cache
from importlib import resources
from importlib.resources import files
from pathlib import Path

from agents import Agent

from paths import PROMPTS

HERE = Path(__file__).resolve().parent
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "prompts")
DESK = (HERE / "prompts" / "desk.md").read_text(encoding="utf-8")

with open(os.path.join(FOLDER, "triage.txt"), encoding="utf-8") as file:
    TRIAGE = file.read().strip()

desk = Agent(name="desk", instructions=DESK)
triage = Agent(name="triage", instructions=TRIAGE.format(queue="billing"))
refunds = Agent(name="refunds", instructions=open(f"{FOLDER}/refunds.md").read())
letters = Agent(name="letters", instructions=PROMPTS.joinpath("letters.md").read_text())
rules = Agent(name="rules", instructions=(PROMPTS / "rules.md").read_text() + "\nAnswer in two sentences.")
calls = Agent(name="calls", instructions=files("bundle").joinpath("calls.md").read_text())
notes = Agent(name="notes", instructions=resources.read_text("bundle", "notes.md"))


def load(name: str) -> str:
    return (HERE / "prompts" / f"{name}.md").read_text()


@lru_cache(maxsize=None)
def kept(name: str) -> str:
    path = HERE / "prompts" / f"{name}.md"
    return path.read_text(encoding="utf-8")


TEXTS = {"record": (HERE / "prompts" / "record.md").read_text()}
record = Agent(name="record", instructions=TEXTS["record"])
once = Agent(name="once", instructions=kept("once"))


class Field:
    def __init__(self):
        self.text = (HERE / "prompts/field.md").read_text()
        self.agent = Agent(name="field", instructions=self.text)


LOADED = load("loaded")
loaded = Agent(name="loaded", instructions=LOADED)
placed = Agent(name="placed", instructions=load("placed"))
