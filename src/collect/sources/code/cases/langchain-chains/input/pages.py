"""A graph whose nodes ask chains of another module."""

from langchain_openai import ChatOpenAI
from langgraph.graph import END, START, StateGraph

from prompts import grader, rewriter


def grade(state):
    return {"grade": grader.invoke(state)}


def rewrite(state):
    return {"question": rewriter.invoke(state)}


def answer(state, config):
    # Whoever runs the graph may say another.
    asked = ChatOpenAI(model=config["configurable"].get("model", "gpt-4.1-mini-2025-04-14"))
    return {"messages": [asked.invoke(state["messages"])]}


graph = StateGraph(dict)
graph.add_node("grade", grade)
graph.add_node("rewrite", rewrite)
graph.add_node("answer", answer)
graph.add_edge(START, "grade")
graph.add_edge("rewrite", END)
pages = graph.compile()
