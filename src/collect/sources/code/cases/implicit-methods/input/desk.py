import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("implicit")


def run(command: str) -> str:
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout


class Called:
    def __call__(self, command: str) -> str:
        return run(command)


class Inherited(Called):
    pass


class Indexed:
    def __getitem__(self, command: str) -> str:
        return run(command)


class Looped:
    def __init__(self, command: str):
        self.command = command

    def __iter__(self):
        yield run(self.command)


class Entered:
    def __init__(self, command: str):
        self.command = command

    def __enter__(self):
        run(self.command)
        return self

    def __exit__(self, *failure) -> None:
        return None


class Read:
    def __init__(self, command: str):
        self.command = command

    @property
    def output(self) -> str:
        return run(self.command)


class Base:
    def __init__(self, command: str):
        run(command)


class Derived(Base):
    pass


class Counter:
    def __init__(self, start: int):
        self.start = start

    def __call__(self, text: str) -> str:
        return text.upper()

    @property
    def doubled(self) -> int:
        return self.start * 2


shell = Called()


# All of these run what the model says.
@mcp.tool()
def called(text: str) -> str:
    return Called()(text)


@mcp.tool()
def called_by_name(text: str) -> str:
    return shell(text)


@mcp.tool()
def inherited(text: str) -> str:
    return Inherited()(text)


@mcp.tool()
def handed(text: str) -> list[str]:
    return list(map(shell, [text]))


@mcp.tool()
def indexed(text: str) -> str:
    return Indexed()[text]


@mcp.tool()
def looped(text: str) -> str:
    for one in Looped(text):
        return one
    return ""


@mcp.tool()
def comprehended(text: str) -> list[str]:
    return [one for one in Looped(text)]


@mcp.tool()
def entered(text: str) -> str:
    with Entered(text):
        return "done"


@mcp.tool()
def read(text: str) -> str:
    return Read(text).output


@mcp.tool()
def constructed(text: str) -> str:
    Derived(text)
    return "done"


# These touch nothing, and are known to.
@mcp.tool()
def counted(text: str) -> str:
    return Counter(2)(text)


@mcp.tool()
def doubled(number: int) -> int:
    return Counter(number).doubled
