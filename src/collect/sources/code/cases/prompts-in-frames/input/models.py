"""Names of models that are handed to the function that makes them."""
from langchain_google_genai import GoogleGenerativeAI


def make(name: str = "gemini-2.0-flash"):
    return GoogleGenerativeAI(model=name)


quick = make("gemini-2.5-flash")
careful = make(name="gemini-2.5-pro")
