"""Models that vendors' own clients ask, and models that run in the process itself."""
import google.generativeai as genai
import ollama
from agents import Agent
from groq import Groq
from openai import OpenAI
from sentence_transformers import SentenceTransformer
from transformers import AutoTokenizer, pipeline

from settings import SETTINGS

EMBEDDER = "sentence-transformers/all-MiniLM-L6-v2"
groq = Groq()
gemini = genai.GenerativeModel("gemini-1.5-pro", system_instruction="You sort the letters of an office.")
embedder = SentenceTransformer(EMBEDDER)
tokens = AutoTokenizer.from_pretrained("bert-base-uncased")
classify = pipeline("text-classification", model="distilbert-base-uncased")


def ask(question: str, letter: str):
    groq.chat.completions.create(
        model="llama-3.3-70b-versatile",
        messages=[{"role": "system", "content": "You are terse."}, {"role": "user", "content": question}],
    )
    ollama.generate(model="llama3.1:8b", prompt=f"List the persons who are named in this letter: {letter}")
    ollama.embed(model="nomic-embed-text", input=letter)
    gemini.generate_content(f"Say in one line what this letter asks of us: {letter}")
    OpenAI().audio.speech.create(model="tts-1", voice="alloy", input=letter)


class Desk:
    def __init__(self, **parameters):
        self.parameters = parameters

    def agent(self):
        # A default that whoever makes the desk may replace.
        return Agent(name="desk", instructions="Answer.", model=self.parameters.get("model", "gpt-4o"))


CHOSEN_MODEL = SETTINGS["small_model"] if SETTINGS["is_small"] else "gpt-4.1"
LOCAL_MODEL = "qwen2.5:7b-instruct-q4_K_M"


# Near misses: a folder beside the program, a port, and a class of the program's own.
class Embedder:
    def encode(self, name):
        return name


tokens_here = AutoTokenizer.from_pretrained("./weights")
SERVER_MODEL = "localhost:8080"
Embedder().encode("gpt-4-turbo")
