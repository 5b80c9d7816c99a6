from typing import Literal

from langgraph.graph import END, START, StateGraph

from roles import (
    Role,
    buyer_node,
    greeter_runnable,
    greeter_tools,
    repairs_runnable,
    repairs_tools,
    searcher_node,
    tool_node,
)


def after_greeter(state) -> Literal["greeter_tools", "enter_repairs", "__end__"]:
    calls = state["messages"][-1].tool_calls
    if not calls:
        return END
    if calls[0]["name"] == "ToRepairs":
        return "enter_repairs"
    return "greeter_tools"


def after_repairs(state):
    if state["messages"][-1].tool_calls[0]["name"] == "Done":
        return "greeter"
    return "repairs_tools"


def enter(state):
    return {"dialog": "repairs"}


# Two models with tools of their own: two agents, and a graph that hands work to them.
builder = StateGraph(dict)
builder.add_node("greeter", Role(greeter_runnable))
builder.add_node("greeter_tools", tool_node(greeter_tools))
builder.add_node("enter_repairs", enter)
builder.add_node("repairs", Role(repairs_runnable))
builder.add_node("repairs_tools", tool_node(repairs_tools))
builder.add_edge(START, "greeter")
builder.add_edge("enter_repairs", "repairs")
builder.add_edge("greeter_tools", "greeter")
builder.add_edge("repairs_tools", "repairs")
builder.add_conditional_edges("greeter", after_greeter)
builder.add_conditional_edges(
    "repairs", after_repairs, {"greeter": "greeter", "repairs_tools": "repairs_tools"}
)
hotel = builder.compile()

# One model with tools: what the graph itself thinks with.
small = StateGraph(dict)
small.add_node("greeter", Role(greeter_runnable))
small.add_node("tools", tool_node(greeter_tools))
small.add_conditional_edges("greeter", lambda state: "tools")
alone = small.compile()

# Always one after the other: nobody chose to hand over.
line = StateGraph(dict)
line.add_node("searcher", searcher_node)
line.add_node("buyer", buyer_node)
line.add_edge("searcher", "buyer")
purchase = line.compile()
