"""What a chain is asked with is filled into its template, and goes before what stood there."""
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4.1-mini")

KEPT = PromptTemplate.from_template("You answer those who write to the first office with {key}: {question}").partial(key="none")
OPEN = PromptTemplate.from_template("You answer those who write to the second office with {key}: {question}")
SYSTEM = ChatPromptTemplate.from_messages(
    [("system", "You answer those who write to the third office with {key}."), ("human", "{question}")]
).partial(key="none")
QUESTION = PromptTemplate.from_template("You answer those who write to the fourth office with {key}: {question}").partial(key="none")
HANDED_OVER = PromptTemplate.from_template("You answer those who write to the fifth office with {pin}: {question}").partial(pin="none")
GIVEN_BACK = PromptTemplate.from_template("You answer those who write to the sixth office with {code}: {question}").partial(code="none")
SEVERAL = PromptTemplate.from_template("You answer those who write to the seventh office with {key}: {question}")
BESIDE = PromptTemplate.from_template("You answer those who write to the eighth office with {word}: {question}")
OF_A_CLASS = PromptTemplate.from_template("You answer those who write to the ninth office with {sign}: {question}")
IN_FRONT = PromptTemplate.from_template("You answer those who write to the tenth office with {mark}: {question}")
OTHERWISE = PromptTemplate.from_template("You answer those who write to the eleventh office with {key}: {question}").partial(key="none")
SPREAD = PromptTemplate.from_template("You answer those who write to the twelfth office with {key}: {question}")
SPLIT = PromptTemplate.from_template("You answer those who write to the last office with sk-not{rest}: {question}")


def kept(question):
    return (KEPT | llm).invoke({"key": "sk-notreal-asked-1", "question": question})


def opened(question):
    chain = OPEN | llm | StrOutputParser()
    return chain.invoke(input={"key": "sk-notreal-asked-2", "question": question})


def system(question):
    chain = SYSTEM | llm
    return chain.stream({"key": "sk-notreal-asked-3", "question": question})


# Nothing that is written is handed over.
def asked(question):
    return (QUESTION | llm).invoke({"question": question})


# Who is asked here is not known, and a key goes in.
def ask(chain, question):
    return chain.invoke({"pin": "sk-notreal-asked-5", "question": question})


def handed_over(question):
    return ask(HANDED_OVER | llm, question)


def make():
    return GIVEN_BACK | llm


def given_back(question):
    return make().invoke({"code": "sk-notreal-asked-6", "question": question})


def several(questions):
    return (SEVERAL | llm).batch([{"key": "sk-notreal-asked-7", "question": one} for one in questions])


# A key that goes under another name than the template has is sent to nobody.
def beside(question):
    return (BESIDE | llm).invoke({"word": "hello", "question": question, "key": "sk-notreal-asked-8"})


class Office:
    def __init__(self):
        self.chain = OF_A_CLASS | llm

    def ask(self, question):
        return self.chain.invoke({"sign": "sk-notreal-asked-9", "question": question})


# What stands in front hands it over.
def in_front(question):
    chain = {"mark": lambda _: "sk-notreal-asked-10", "question": lambda asked: asked} | IN_FRONT | llm
    return chain.invoke(question)


def otherwise(question, key):
    return (OTHERWISE | llm).invoke({"key": key, "question": question})


def spread(question):
    values = {"key": "sk-notreal-asked-12"}
    return (SPREAD | llm).with_config({"tags": ["office"]}).invoke({**values, "question": question})


def split(question):
    return (SPLIT | llm).invoke({"rest": "real-asked-13", "question": question})
