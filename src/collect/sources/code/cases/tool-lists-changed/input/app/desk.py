"""Lists that are not what they are written as: each agent may have more tools than its list shows."""
import app.tools
from agents import Agent
from shelf import stack
from app.tools import REPLACED, SHARED, price, refund, stock


def fill(given):
    given.append(refund)


def fill_deeper(given):
    fill(given)


class Keeper:
    def __init__(self, given):
        self.kept = given

    def open(self):
        self.kept.append(refund)


def agent(name, tools):
    return Agent(name=name, instructions="Helps at the desk.", tools=tools)


passed = [stock]
fill(passed)
passed_on = Agent(name="passed-on", tools=passed)

deeper = [stock]
fill_deeper(deeper)
passed_deeper = Agent(name="passed-deeper", tools=deeper)

outside = [stock]
stack(outside)
passed_outside = Agent(name="passed-outside", tools=outside)

kept = [stock]
Keeper(kept)
kept_elsewhere = Agent(name="kept-elsewhere", tools=kept)


def aliased_inside():
    mine = REPLACED
    mine.clear()
    theirs = app.tools.REPLACED
    theirs.append(refund)


aliased_across = Agent(name="aliased-across", tools=REPLACED)

one = [stock]
other = one
other.append(refund)
aliased = Agent(name="aliased", tools=one)

by_index = [stock, price]
by_index[0] = refund
set_by_index = Agent(name="set-by-index", tools=by_index)

by_slice = [stock]
by_slice[len(by_slice):] = [refund]
set_by_slice = Agent(name="set-by-slice", tools=by_slice)

summed = [stock]
summed = summed + [refund]
summed_up = Agent(name="summed-up", tools=summed)

by_method = [stock]
add = by_method.append
add(refund)
by_bound_method = Agent(name="by-bound-method", tools=by_method)

held = {"desk": [stock]}
for name in held:
    held[name].append(refund)
held_in_a_table = Agent(name="held-in-a-table", tools=held["desk"])

escaped = {"desk": [stock]}
stack(escaped)
holder_passed_outside = Agent(name="holder-passed-outside", tools=escaped["desk"])


def gathered():
    found = [stock]
    return found


more = gathered()
more.append(refund)
changed_after_return = Agent(name="changed-after-return", tools=more)


def grown(into=SHARED):
    into.append(refund)


by_default = Agent(name="by-default", tools=SHARED)

registered = Agent(name="registered", tools=[stock])
registered.register(refund)

set_by_name = Agent(name="set-by-name", tools=[stock])
setattr(set_by_name, "tools", [refund])

through_alias = Agent(name="through-alias", tools=[stock])
its_tools = through_alias.tools
its_tools.append(refund)

handed_over = Agent(name="handed-over", tools=[stock])
fill(handed_over.tools)


def equip(someone):
    someone.tools.append(refund)


equipped = Agent(name="equipped", tools=[stock])
equip(equipped)


class Desk:
    tools = [stock]

    def __init__(self):
        self.agent = Agent(name="overridden", tools=self.tools)


class RefundDesk(Desk):
    tools = [refund]
