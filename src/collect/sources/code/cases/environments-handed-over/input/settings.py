import os
from collections.abc import Mapping

from openai import OpenAI


def connect(env: Mapping[str, str] = os.environ) -> OpenAI:
    return OpenAI(api_key=env["OPENAI_API_KEY"])


def search(env: Mapping[str, str] | None = None) -> str | None:
    env = os.environ if env is None else env
    key = env.get("SERPAPI_API_KEY")
    return key


def rerank(settings=os.environ):
    # A key under a name of the program's own, which a client is handed.
    return OpenAI(api_key=settings["RERANK_SECRET_KEY"], base_url="https://rerank.example")


def stored(env: dict[str, str]) -> str:
    # Of what is passed nothing is known.
    key = env["QDRANT_API_KEY"]
    return key
