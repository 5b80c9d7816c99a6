"""Keys that reach an agent through settings, and through functions that read them by name."""
from agents import Agent
from langchain_openai import ChatOpenAI
from langchain.agents import create_agent

from .environment import from_file, require_env, required
from .settings import settings

desk = create_agent(
    ChatOpenAI(model="gpt-4.1", api_key=settings.openai_api_key.get_secret_value()),
    tools=[],
    system_prompt="You answer.",
    name="desk",
)

MISTRAL = require_env("MISTRAL_API_KEY")
COHERE = required("COHERE_API_KEY", "")
# A file of that name, and a variable that is no key.
GROQ = from_file("GROQ_API_KEY")
PORT = require_env("PORT")

ChatOpenAI(model=settings.model)
