import os

from agents import Agent, OpenAIChatCompletionsModel
from google import genai
from langchain.agents import create_agent
from langchain_anthropic import ChatAnthropic
from langchain_mistralai import ChatMistralAI
from langchain_openai import AzureChatOpenAI, ChatOpenAI, OpenAIEmbeddings
from mistralai import Mistral
from openai import AsyncOpenAI

# The key of the client is the agent's, whoever wrote its name.
triage = Agent(
    name="triage",
    model=OpenAIChatCompletionsModel(model="gpt-4.1", openai_client=AsyncOpenAI()),
    instructions="Sort what comes in.",
)
sales = Agent(
    name="sales",
    model=OpenAIChatCompletionsModel(
        model="gpt-4.1", openai_client=AsyncOpenAI(api_key=os.environ["SALES_API_KEY"])
    ),
    instructions="Sell what there is.",
)

reviewer = create_agent(ChatAnthropic(model="claude-opus-4-1"), tools=[], system_prompt="Review it.")

# Azure wants an address, and takes the key from the environment; a token provider takes its place.
cloud = create_agent(
    AzureChatOpenAI(azure_deployment="gpt-4o", azure_endpoint="https://corp.openai.azure.com"), tools=[]
)


def signed_in(token):
    return AzureChatOpenAI(azure_deployment="gpt-4o", azure_ad_token_provider=token)


def local(url):
    return ChatOpenAI(model="gpt-4o", base_url=url)


def with_options(**options):
    return ChatMistralAI(model="mistral-large-latest", **options)


embeddings = OpenAIEmbeddings(model="text-embedding-3-small")
# Either name will do.
gemini = genai.Client()
mistral = Mistral(server_url="https://models.corp.example")
