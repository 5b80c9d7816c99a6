from langchain_core.prompts import PromptTemplate
from langchain_openai import ChatOpenAI

SUMMARY = """Summarise the following pages for a reader in a hurry, in five sentences:
{pages}"""

llm = ChatOpenAI(model="gpt-4.1-mini")
summary_prompt = PromptTemplate(template=SUMMARY, input_variables=["pages"])
title_prompt = PromptTemplate(input_variables=["text"], template="Give a title of five words to this text: {text}")


def loaded(path: str) -> str:
    with open(path) as file:
        return file.read()


read_prompt = PromptTemplate(template=loaded("title.md"), input_variables=[])

summarise = summary_prompt | llm
entitle = title_prompt | llm


def ask(pages: str) -> str:
    return llm.invoke(summary_prompt.format(pages=pages)).content
