from functools import cache

from langchain_anthropic import ChatAnthropic
from langchain_openai import ChatOpenAI, OpenAIEmbeddings


@cache
def get_model(name: str):
    """One of many, by a name that only run time knows."""
    table = load()
    if name in table["openai"]:
        return ChatOpenAI(model=table[name])
    if name in table["anthropic"]:
        return ChatAnthropic(model=table[name])
    raise ValueError(name)


def embed(texts):
    return OpenAIEmbeddings(model="text-embedding-3-small").embed_documents(texts)
