"""Templates that are told another text once they were made: what was written first may be sent all the same."""
import os

from langchain import hub
from langchain_core.prompts import ChatPromptTemplate, HumanMessagePromptTemplate, PromptTemplate
from langchain_openai import ChatOpenAI

KEY = "sk-notreal-later-1"
BASE = "You help people with {context}. You use the key sk-notreal-later-2 for that."
GREETING = "You greet the people who come to the desk."
FAREWELL = "You say goodbye to the people who leave the desk."
gpt = ChatOpenAI(model="gpt-4o")

# Under a condition: where it does not hold, the key is sent.
sometimes = PromptTemplate.from_template(BASE)
if os.environ.get("SAFE"):
    sometimes.template = "You are a safe helper {context}."
sometimes_chain = sometimes | gpt

# After it was used.
too_late = PromptTemplate.from_template("You use the key sk-notreal-later-3 for {context}.")
too_late_chain = too_late | gpt
too_late.template = "You are a late helper of {context}."

# Told twice: each may be sent.
twice = PromptTemplate.from_template("You are one of many helpers of {context}.")
twice.template = f"Use {KEY} for {{context}}."
if os.environ.get("SAFE"):
    twice.template = "You are a safe helper of {context} told twice."
twice_chain = twice | gpt

# The message of the human's turn is none of the system's.
human = ChatPromptTemplate.from_messages([("system", BASE), ("human", "{q}")])
human.messages[1].prompt.template = "Only the human part is set: {q}"
human_chain = human | gpt

human_message = ChatPromptTemplate.from_messages(
    [("system", "You use the key sk-notreal-later-4."), HumanMessagePromptTemplate.from_template("{q}")]
)
human_message.messages[1].prompt.template = "The message of the human is set: {q}"
human_message_chain = human_message.partial(day="Monday") | gpt

system = ChatPromptTemplate.from_messages([("system", "You use the key sk-notreal-later-5."), ("human", "{q}")])
if os.environ.get("SAFE"):
    system.messages[0].prompt.template = "A short safe text for {q}."
system_chain = system | gpt

# Whichever of them: what was written is still the text.
last = ChatPromptTemplate.from_messages([("system", "You use the key sk-notreal-later-6."), ("human", "{q}")])
last.messages[-1].prompt.template = "The last one is set: {q}"
last_chain = last | gpt

# What is filled in is put into what was set.
filled = PromptTemplate.from_template("You help at the desk with {context}.")
filled.template = "You help at the desk with {context} and the key {key}."
filled_chain = filled.partial(key="sk-notreal-later-7") | gpt

# Chosen among named texts, and then told another.
chosen = PromptTemplate.from_template(GREETING if os.environ.get("OPEN") else FAREWELL)
chosen.template = "You use the key sk-notreal-later-8 at the desk."
chosen_chain = chosen | gpt

# Nothing of it holds a key.
harmless = PromptTemplate.from_template("You help people with {context} all day.")
harmless.template = "You help people with {context} all night."
harmless_chain = harmless | gpt

pulled = hub.pull("someone/desk")
pulled.messages[0].prompt.template = "You are told here what the desk is."
pulled_chain = pulled | gpt
