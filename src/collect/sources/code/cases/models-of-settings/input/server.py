from mcp.server.fastmcp import FastMCP

from embed import LocalEmbeddings
from settings import EmbeddingSettings

mcp = FastMCP("notes")


def make(settings: EmbeddingSettings) -> LocalEmbeddings:
    return LocalEmbeddings(settings.model_name)


embeddings = make(EmbeddingSettings())
