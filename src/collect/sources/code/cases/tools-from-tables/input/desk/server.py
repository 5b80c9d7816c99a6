from mcp.server.fastmcp import FastMCP

from desk.more import load
from desk.records import CHANGED, PLAIN, RECORDS, visible
from desk.tables import GROUPS, NAMED, TOOLS, count, weigh

titled = FastMCP("titled")
for tool in TOOLS:
    titled.tool(name=tool["title"], description=tool["about"])(tool["func"])

named = FastMCP("named")
for name, fn in NAMED.items():
    named.add_tool(fn, name=name)

grouped = FastMCP("grouped")
for group in GROUPS:
    for entry in group:
        func = entry["func"]
        tool_name = entry.get("name") or func.__name__
        grouped.add_tool(func, name=tool_name)

filtered = FastMCP("filtered")
for record in visible(RECORDS, "count_all"):
    filtered.add_tool(record.func, name=record.name)

# One name for two loops: each call has the elements of its own.
reused = FastMCP("reused")
for each in TOOLS:
    reused.add_tool(each["func"], name=each["title"])
for each in NAMED.values():
    reused.add_tool(each)

# Against: what is loaded is not known, so there may be more.
loaded = FastMCP("loaded")
for tool in [*TOOLS, *load()]:
    loaded.tool(name=tool["title"])(tool["func"])

# Against: one function of the two is not known.
halved = FastMCP("halved")
for tool in [{"func": count}, {"func": load("weigh")}]:
    halved.add_tool(tool["func"])

# Against: what the functions are wrapped in is not known.
wrapped = FastMCP("wrapped")
for definition in CHANGED:
    wrapped.add_tool(definition["func"], name=definition["name"])

# Against: by position the constructor of a record is not followed.
placed = FastMCP("placed")
for record in PLAIN:
    placed.add_tool(record.func, name=record.name)

# Against: two loops at once: which name goes with which function is not said.
crossed = FastMCP("crossed")
for prefix in ["a", "b"]:
    for fn in [count, weigh]:
        crossed.add_tool(fn, name=prefix + fn.__name__)
