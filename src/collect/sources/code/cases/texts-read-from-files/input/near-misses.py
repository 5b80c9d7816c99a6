import os
from pathlib import Path

import yaml
from agents import Agent

HERE = Path(__file__).parent
NAME = os.environ["PROMPT"]

# From wherever the program is started.
started = Agent(name="started", instructions=Path("prompts/desk.md").read_text())
opened = Agent(name="opened", instructions=open("prompts/desk.md").read())
# Which file it is, only the run knows.
chosen = Agent(name="chosen", instructions=(HERE / "prompts" / f"{NAME}.md").read_text())
absent = Agent(name="absent", instructions=(HERE / "prompts" / "gone.md").read_text())
outside = Agent(name="outside", instructions=(HERE.parent.parent.parent / "desk.md").read_text())
# Another text than the one in the file.
coded = Agent(name="coded", instructions=(HERE / "prompts" / "desk.md").read_text(encoding="utf-16"))
# The file holds more than the text.
keyed = Agent(name="keyed", instructions=yaml.safe_load((HERE / "prompts" / "all.yaml").read_text())["desk"])
ratio = 10 / 4


class Store:
    def read_text(self) -> str:
        return self.fetch()

    def fetch(self) -> str: ...


own = Agent(name="own", instructions=Store().read_text())


def written(path: Path) -> str:
    return path.read_text()


def shouted(made):
    return lambda name: made(name).upper()


@shouted
def changed(name: str) -> str:
    return (HERE / "prompts" / f"{name}.md").read_text()


loud = Agent(name="loud", instructions=changed("desk"))
handed = Agent(name="handed", instructions=written(Path(NAME)))
