from fastembed import SparseTextEmbedding, TextEmbedding
from langchain_community.embeddings import HuggingFaceInferenceAPIEmbeddings


class LocalEmbeddings:
    def __init__(self, model_name: str):
        self.model = TextEmbedding(model_name)


class KeywordEmbeddings:
    def __init__(self, model_name: str = "prithivida/Splade_PP_en_v1"):
        self.model = SparseTextEmbedding(model_name=model_name)


class HostedEmbeddings:
    def __init__(self, name="BAAI/bge-base-en-v1.5"):
        self.model = HuggingFaceInferenceAPIEmbeddings(api_key="", model_name=name)
