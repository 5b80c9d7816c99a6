"""What is filled in last is sent, and what stood there before is not."""
from langchain_core.prompts import PromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4.1-mini")

REPLACED = PromptTemplate.from_template("You answer those who call the first desk with {key}: {question}").partial(
    key="sk-notreal-replaced-1"
)
KEPT = PromptTemplate.from_template("You answer those who call the second desk with {key}: {question}").partial(
    key="sk-notreal-replaced-2"
)
LATER = PromptTemplate.from_template("You answer those who call the third desk with {key}: {question}").partial(key="none")
AGAIN = PromptTemplate.from_template("You answer those who call the fourth desk with {key}: {question}").partial(key="none")
SPREAD = PromptTemplate.from_template("You answer those who call the fifth desk with {key}: {question}").partial(
    key="sk-notreal-replaced-5"
)
WITH_VARIABLES = PromptTemplate(
    template="You answer those who call the sixth desk with {key}: {question}",
    partial_variables={"key": "sk-notreal-replaced-6"},
)
BY_BOTH = PromptTemplate.from_template("You answer those who call the seventh desk with {key}: {question}").partial(
    key="sk-notreal-replaced-7"
)
HANDED_OVER = PromptTemplate.from_template("You answer those who call the eighth desk with {key}: {question}")
AT_RUN_TIME = PromptTemplate.from_template("You answer those who call the ninth desk with {key}: {question}").partial(
    key="sk-notreal-replaced-9"
)
SOMETIMES = PromptTemplate.from_template("You answer those who call the tenth desk with {key}: {question}").partial(
    key="sk-notreal-replaced-10"
)


def replaced(question):
    return llm.invoke(REPLACED.format(key="no key", question=question))


def kept(question):
    return llm.invoke(KEPT.format(question=question))


def later(question):
    return llm.invoke(LATER.format(key="sk-notreal-replaced-3", question=question))


def again(question):
    return llm.invoke(AGAIN.partial(key="sk-notreal-replaced-4").format(question=question))


# Whether these hold the key is not known.
def spread(question, values):
    return llm.invoke(SPREAD.format(**values, question=question))


def with_variables(question):
    return llm.invoke(WITH_VARIABLES.format(key="no key", question=question))


# At one place it is replaced, at another it is sent.
def by_both(question):
    if question == "":
        return llm.invoke(BY_BOTH.format(question="none"))
    return llm.invoke(BY_BOTH.format(key="no key", question=question))


def fill(template, question):
    return llm.invoke(template.format(key="sk-notreal-replaced-8", question=question))


def handed_over(question):
    return fill(HANDED_OVER.partial(key="none"), question)


def at_run_time(question, key):
    return llm.invoke(AT_RUN_TIME.format(key=key, question=question))


def sometimes(question, is_night):
    values = {"question": question}
    if is_night:
        values["key"] = "no key"
    return llm.invoke(SOMETIMES.format(**values))
