import os

from langchain_mongodb.vectorstores import MongoDBAtlasVectorSearch
from langchain_openai import OpenAIEmbeddings

# The class by the module that it stands in, and made by its factory.
atlas = MongoDBAtlasVectorSearch.from_connection_string(
    os.environ["MONGODB_URI"],
    namespace="shop.articles",
    embedding=OpenAIEmbeddings(model="text-embedding-3-small"),
)
