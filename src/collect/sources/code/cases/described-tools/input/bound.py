from langchain_openai import ChatOpenAI
from langgraph.graph import StateGraph

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "lookup",
            "description": "Looks an order up.",
            "parameters": {"type": "object", "properties": {"order": {"type": "string"}}},
        },
    },
    # Settings of the desk: no tool.
    {"name": "desk", "region": "eu"},
]


def answer(state):
    return {"messages": [ChatOpenAI(model="gpt-4o").bind_tools(TOOLS).invoke(state["messages"])]}


graph = StateGraph(dict).add_node("answer", answer).compile()
