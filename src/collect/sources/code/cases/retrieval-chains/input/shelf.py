from langchain.chains import ConversationalRetrievalChain, RetrievalQA, create_history_aware_retriever, create_retrieval_chain
from langchain.chains.combine_documents import create_stuff_documents_chain
from langchain.retrievers.multi_query import MultiQueryRetriever
from langchain_chroma import Chroma
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

llm = ChatOpenAI(model="gpt-4.1")
small = ChatOpenAI(model="gpt-4.1-mini")
books = Chroma(collection_name="books", embedding_function=OpenAIEmbeddings(model="text-embedding-3-small"))
notes = Chroma(collection_name="notes", embedding_function=OpenAIEmbeddings(model="text-embedding-3-small"))

ANSWER = ChatPromptTemplate.from_messages([("system", "Answer from the books alone: {context}"), ("human", "{input}")])
REPHRASE = ChatPromptTemplate.from_messages([("system", "Say the question anew."), ("human", "{input}")])

history = create_history_aware_retriever(small, books.as_retriever(), REPHRASE)
documents = create_stuff_documents_chain(llm, ANSWER)
library = create_retrieval_chain(history, documents)

qa = RetrievalQA.from_chain_type(
    llm=llm,
    chain_type="stuff",
    retriever=MultiQueryRetriever.from_llm(retriever=notes.as_retriever(search_kwargs={"k": 3}), llm=small),
    chain_type_kwargs={"prompt": PromptTemplate.from_template("Use these notes to answer.\n{context}\n{question}")},
)


def talk(store):
    # Which store it is, nobody says here.
    return ConversationalRetrievalChain.from_llm(llm, store.as_retriever())


# Combines documents that somebody else finds: no retrieval of its own.
loose = create_stuff_documents_chain(small, REPHRASE)


def ask(question):
    return library.invoke({"input": question})
