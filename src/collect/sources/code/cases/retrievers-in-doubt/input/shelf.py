"""Retrievers that are more than the one store they begin with, and chains that are given another one later."""

import os

from langchain.chains import RetrievalQA
from langchain_chroma import Chroma
from langchain_core.runnables import ConfigurableField
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

llm = ChatOpenAI(model="gpt-4.1")
embeddings = OpenAIEmbeddings(model="text-embedding-3-small")
books = Chroma(collection_name="books", embedding_function=embeddings)
notes = Chroma(collection_name="notes", embedding_function=embeddings)

# What stands in when the first fails is asked, too.
backed = RetrievalQA.from_chain_type(llm=llm, retriever=books.as_retriever().with_fallbacks([notes.as_retriever()]))

chosen = RetrievalQA.from_chain_type(
    llm=llm,
    retriever=books.as_retriever().configurable_alternatives(ConfigurableField(id="shelf"), notes=notes.as_retriever()),
)

# A method that nobody knows may give back anything.
odd = RetrievalQA.from_chain_type(llm=llm, retriever=books.as_retriever().through(os.environ["SHELF"]))

# The same retriever, run otherwise.
calm = RetrievalQA.from_chain_type(
    llm=llm, retriever=books.as_retriever().with_retry(stop_after_attempt=2).with_config(tags=["calm"])
)

replaced = RetrievalQA.from_chain_type(llm=llm, retriever=books.as_retriever())
replaced.retriever = notes.as_retriever()

switched = RetrievalQA.from_chain_type(llm=llm, retriever=books.as_retriever())
if os.environ.get("NOTES"):
    switched.retriever = notes.as_retriever()

# What is set is nothing that is known.
handed = RetrievalQA.from_chain_type(llm=llm, retriever=books.as_retriever())
handed.retriever = os.environ["SHELF"]
