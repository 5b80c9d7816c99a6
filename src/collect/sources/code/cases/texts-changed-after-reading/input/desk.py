from pathlib import Path

from agents import Agent

HERE = Path(__file__).parent
PATH = HERE / "prompts" / "desk.md"

# The text of the file: only blanks go.
trimmed = Agent(name="trimmed", instructions=PATH.read_text().strip())
ended = Agent(name="ended", instructions=PATH.read_text().strip(" \n"))

# What goes besides blanks, the file still has.
stripped = Agent(name="stripped", instructions=PATH.read_text().strip("#* "))
named_like_a_mode = Agent(name="named_like_a_mode", instructions=PATH.read_text().strip("r"))
left = Agent(name="left", instructions=PATH.read_text().lstrip("# Desk"))
right = Agent(name="right", instructions=PATH.read_text().rstrip("."))
cut = Agent(name="cut", instructions=PATH.read_text()[7:])
parted = Agent(name="parted", instructions=PATH.read_text().split("\n\n")[1])
without = Agent(name="without", instructions=PATH.read_text().removeprefix("# Desk"))
lowered = Agent(name="lowered", instructions=PATH.read_text().lower())

TEXT = PATH.read_text()
later_cut = Agent(name="later_cut", instructions=TEXT[7:])
later_stripped = Agent(name="later_stripped", instructions=TEXT.strip("#"))

with open(PATH) as whole:
    WHOLE = whole.read()
read_whole = Agent(name="read_whole", instructions=WHOLE)

with open(PATH) as headed:
    headed.readline()
    BODY = headed.read()
body = Agent(name="body", instructions=BODY)

with open(PATH) as skipped:
    next(skipped)
    REST = skipped.read()
rest = Agent(name="rest", instructions=REST)

with open(PATH) as sought:
    sought.seek(7)
    SOUGHT = sought.read()
found = Agent(name="found", instructions=SOUGHT)


def without_title() -> str:
    file = open(PATH)
    title = file.readline()
    return file.read()


untitled = Agent(name="untitled", instructions=without_title())


def first_line() -> str:
    with open(PATH) as file:
        return file.readline()


first = Agent(name="first", instructions=first_line())


def body_of(name: str) -> str:
    return (HERE / "prompts" / f"{name}.md").read_text().strip("#")


by_function = Agent(name="by_function", instructions=body_of("desk"))


def shortened(name: str) -> str:
    return (HERE / "prompts" / f"{name}.md").read_text()[:20]


by_slice = Agent(name="by_slice", instructions=shortened("desk"))


def skipping_a_line() -> str:
    with open(PATH) as file:
        for line in file:
            break
        return file.read()


by_loop = Agent(name="by_loop", instructions=skipping_a_line())


def header_of(file) -> str:
    return file.readline()


def after_header() -> str:
    file = open(PATH)
    header_of(file)
    return file.read()


handed_on = Agent(name="handed_on", instructions=after_header())


# Nothing was taken from it before, and it is closed afterwards.
def closed() -> str:
    file = open(PATH)
    text = file.read()
    file.close()
    return text


read_and_closed = Agent(name="read_and_closed", instructions=closed())
