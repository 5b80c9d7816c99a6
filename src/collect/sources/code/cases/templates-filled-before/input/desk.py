from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o")

ROUTE = ChatPromptTemplate.from_messages(
    [("system", "You send each question to the desk that may answer it."), ("human", "{question}")]
)
ANSWER = ChatPromptTemplate.from_messages(
    [("system", "You answer in one sentence for {customer}."), ("human", "{question}")]
)


def route(question: str):
    return llm.invoke(ROUTE.format_messages(question=question))


def answer(question: str):
    messages = ANSWER.invoke({"customer": "Fennelrook", "question": question})
    return llm.invoke(messages)


# Nobody is asked with it.
UNUSED = ChatPromptTemplate.from_messages([("system", "You are never asked at all."), ("human", "{question}")])


def show(question: str):
    return print(UNUSED.format_messages(question=question))
