"""A graph whose nodes ask chains of another module."""

from langgraph.graph import END, START, StateGraph

from prompts import grader, rewriter


def grade(state):
    return {"grade": grader.invoke(state)}


def rewrite(state):
    return {"question": rewriter.invoke(state)}


graph = StateGraph(dict)
graph.add_node("grade", grade)
graph.add_node("rewrite", rewrite)
graph.add_edge(START, "grade")
graph.add_edge("rewrite", END)
pages = graph.compile()
