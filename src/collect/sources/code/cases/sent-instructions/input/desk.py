"""Instructions that are handed to models in messages, and texts that only look like them."""
from langchain.chat_models import init_chat_model
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from langgraph.graph import START, StateGraph

from wording import RECEIPT, REVIEW, TONE, UNSENT

judge = ChatOpenAI(model="gpt-4.1-2025-04-14")
late = init_chat_model(configurable_fields=("model",))


class Printer:
    def invoke(self, text):
        return text


def review(essay: str, marks: str):
    filled = REVIEW.format(essay=essay, marks=marks)
    return judge.invoke([HumanMessage(content=filled)])


def review_again(essay: str):
    return judge.invoke(REVIEW.format(essay=essay, marks="none"))


def librarian(question: str, day: str):
    tone = TONE.format(day=day)
    return judge.invoke([{"role": "system", "content": tone}, {"role": "user", "content": question}])


def cook(question: str):
    return judge.invoke([SystemMessage(content="You are a cook."), HumanMessage(content=question)])


# Near misses: what a person says, a receipt that is printed, a template that is one turn of several.
def ask(question: str):
    print(UNSENT)
    Printer().invoke(RECEIPT.format(sum=3))
    judge.invoke(f"Answer {question}")
    judge.invoke([HumanMessage(content="hello"), HumanMessage(content=RECEIPT.format(sum=4))])
    return judge.invoke(question)


def plan(state: dict):
    return late.with_config({"tags": ["plan"]}).invoke([HumanMessage(content=REVIEW.format(essay="", marks=""))])


def tidy(state: dict):
    return Printer().invoke(state)


# A graph that asks a model whose id is not known is an agent; one that asks none is none.
planner = StateGraph(dict).add_node("plan", plan).add_edge(START, "plan").compile()
tidier = StateGraph(dict).add_node("tidy", tidy).add_edge(START, "tidy").compile()
