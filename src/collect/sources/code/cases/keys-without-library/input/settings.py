"""What a file of settings says stands in for the environment."""
from dotenv import dotenv_values
from openai import OpenAI

_config = dotenv_values()
OPENAI_API_KEY = _config.get("OPENAI_API_KEY")
LANGSMITH_API_KEY = _config["LANGSMITH_API_KEY"]

client = OpenAI(api_key=OPENAI_API_KEY)
