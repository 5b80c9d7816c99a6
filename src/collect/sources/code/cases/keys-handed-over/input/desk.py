"""The same in Python."""
import getpass
import os

import requests
from langchain_openai import ChatOpenAI
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    compatible_api_key: str | None = None
    page_size_key: str = "size"


settings = Settings()
model = ChatOpenAI(model="gpt-4o", openai_api_key=settings.compatible_api_key)

session = requests.Session()
session.headers.update({"X-Archive-Key": os.environ["ARCHIVE_API_KEY"]})


def _ask(name: str):
    if not os.environ.get(name):
        os.environ[name] = getpass.getpass(name)


_ask("GROQ_API_KEY")
_ask("DESK_FOLDER")

# Set for a library, and read by nobody here.
for variable in ["COHERE_API_KEY", "MISTRAL_API_KEY"]:
    os.environ[variable] = getpass.getpass(variable)
os.environ["XAI_API_KEY"] = "notreal"


class Archive:
    def __init__(self, api_key=os.getenv("RECORDS_API_KEY")):
        self.api_key = api_key

    def find(self, text: str):
        return requests.get("https://records.example", params={"q": text, "api_key": self.api_key})


class Reader:
    def __init__(self):
        self.token = os.getenv("READER_ACCESS_TOKEN")

    def read(self, page: str):
        return requests.get(page, headers={"Authorization": "Bearer " + self.token})


if not os.getenv("EXA_API_KEY"):
    raise SystemExit("no key for the search")
