"""A chain that is asked by a file which names no library of AI."""
from langchain_core.prompts import PromptTemplate
from langchain_openai import ChatOpenAI

ASKED = PromptTemplate.from_template("You answer those who come to the first stall with {key}: {question}")
chain = ASKED | ChatOpenAI(model="gpt-4.1-mini")
