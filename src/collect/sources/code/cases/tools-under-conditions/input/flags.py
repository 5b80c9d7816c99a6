"""Tools that an agent has only in some cases, and those that it has in all."""
import os

from agents import Agent, function_tool


@function_tool
def stock(item: str) -> str:
    """How many are left."""
    return item


@function_tool
def price(item: str) -> str:
    """What it costs."""
    return item


@function_tool
def refund(order: str) -> str:
    """Gives the money back."""
    return order


FLAG = os.environ.get("REFUNDS")
ALL = [stock, price, refund]
TABLE = {"stock": stock, "refund": refund}

summed = Agent(name="summed", tools=[stock] + ([refund] if FLAG else []))
spread = Agent(name="spread", tools=[stock, *([refund] if FLAG else [])])
conjunction = Agent(name="conjunction", tools=[stock] + (FLAG and [refund] or []))
chosen = Agent(name="chosen", tools=[stock if FLAG else refund])
either_list = Agent(name="either-list", tools=[stock, refund] if FLAG else [stock, price])
filtered = Agent(name="filtered", tools=[t for t in ALL if os.environ.get(t.name)])
filtered_by_call = Agent(name="filtered-by-call", tools=list(filter(lambda t: FLAG, ALL)))
unfiltered = Agent(name="unfiltered", tools=[t for t in ALL])
sliced = Agent(name="sliced", tools=ALL[:2])
indexed = Agent(name="indexed", tools=[TABLE[FLAG]])

appended_tools = [stock]
if FLAG:
    appended_tools.append(refund)
appended = Agent(name="appended", tools=appended_tools)

branches = [stock]
if FLAG == "a":
    branches += [price]
elif FLAG == "b":
    branches.extend([refund])
else:
    branches.insert(0, refund)
in_branches = Agent(name="in-branches", tools=branches)

tried = [stock]
try:
    tried.append(refund)
except ValueError:
    pass
in_try = Agent(name="in-try", tools=tried)

looped = []
for one in (stock, price):
    looped.append(one)
in_loop = Agent(name="in-loop", tools=looped)

if FLAG:
    assigned = [stock, refund]
else:
    assigned = [stock]
either_assigned = Agent(name="either-assigned", tools=assigned)

replaced = []
replaced = [stock, price]
assigned_again = Agent(name="assigned-again", tools=replaced)

if FLAG:
    together = [stock]
    together.append(refund)
    same_branch = Agent(name="same-branch", tools=together)


def given():
    if FLAG:
        return [stock, refund]
    return [stock]


returned = Agent(name="returned", tools=given())
later = Agent(name="later", tools=[stock])
if FLAG:
    later.tools.append(refund)
open_too = Agent(name="open-too", tools=[stock] + ([refund] if FLAG else load_more()))
