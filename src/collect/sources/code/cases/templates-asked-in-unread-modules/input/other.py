from langchain_core.prompts import PromptTemplate
from langchain_openai import ChatOpenAI

HARMLESS = PromptTemplate.from_template("You answer those who come to the second stall with {key}: {question}")
other = HARMLESS | ChatOpenAI(model="gpt-4.1-mini")
