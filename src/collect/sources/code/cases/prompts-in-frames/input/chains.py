"""One text that several chains send is one prompt; a chain asks a model whichever it is."""
import os

from langchain_core.language_models import LLM
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import PromptTemplate
from langchain_core.runnables import RunnableBranch
from langchain_openai import ChatOpenAI

from formats import FORMATS, Wording

wording = Wording(os.environ["KIND"])
ANSWER = wording.answer
gpt = ChatOpenAI(model="gpt-4o")

first = PromptTemplate.from_template(ANSWER) | gpt | StrOutputParser()
second = (PromptTemplate.from_template(wording.answer) | gpt).with_config(run_name="second")


def titles(llm):
    prompt = PromptTemplate.from_template(wording.title)
    return prompt | llm


def summaries(model_of_the_house: LLM, about: str):
    system = "You shorten what readers write about books."
    user = f"The book is {about}.\n\nWhat was written:\n{{context}}"
    prompt = PromptTemplate.from_template(FORMATS["second"].format(system=system, user=user))
    return RunnableBranch((lambda given: not given, lambda given: ""), prompt | model_of_the_house)


def parsed(made):
    return PromptTemplate.from_template("Tell in one word what {book} is about.") | made | StrOutputParser()


# A format that is filled in with what callers hand over says nothing, and so does what asks no model.
def any_chain(llm: LLM, system_prompt: str):
    return PromptTemplate.from_template(FORMATS["first"].format(system=system_prompt, user="{user}")) | llm


def joined(rows):
    return PromptTemplate.from_template("A line of the catalogue: {row}, as it is printed.") | rows
