"""Chains that other modules ask."""

import re

from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI

model = ChatOpenAI(model="gpt-4.1-2025-04-14", temperature=0)

GRADE = ChatPromptTemplate.from_messages(
    [
        ("system", "You grade whether a page answers the question."),
        ("human", "{page} {question}"),
    ]
).partial(language="English")

REWRITE = PromptTemplate.from_template("Rewrite the question: {question}")

grader = GRADE | model | StrOutputParser()
rewriter = {"question": lambda state: state["question"]} | REWRITE | model


@tool
def stock(sku: str) -> str:
    """How many are left."""
    return {"A1": "4"}.get(sku, "0")


# Asked by hand, outside any graph: who asks it runs the tools.
by_hand = GRADE | model.bind_tools([stock])

# Nothing of a model is joined here.
FLAGS = re.IGNORECASE | re.MULTILINE
NAMES = {"stock"} | {"price"}
SETTINGS = {"retries": 2} | {"timeout": 30}
# A model that is told of no tool is no agent, and neither is one of which nothing is known.
plain = model.bind_tools([])


def bind(other, tools):
    return other.bind_tools(tools)
