"""Whose values these are is not known: any template may be sent with the key."""
from langchain_core.prompts import PromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4.1-mini")

GATE = PromptTemplate(template="You open the gate of the ninth yard with {key}.", partial_variables={"key": "none"})


def fill(templates, name):
    templates[name].partial_variables["key"] = "sk-notreal-set-9"


def ask(name):
    fill({"gate": GATE}, name)
    return llm.invoke(GATE.format())
