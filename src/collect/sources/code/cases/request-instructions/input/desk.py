"""What programs tell models in requests that no agent sends, and what only looks like it."""
import litellm
import requests
from langchain_openai import ChatOpenAI
from openai import OpenAI

from providers import provider_of

client = OpenAI()
judge = ChatOpenAI(model="gpt-4.1")
ROLE = "You sort letters."


def sort(letter: str, mine: OpenAI):
    # Who asks is only known by its type.
    return mine.chat.completions.create(model="gpt-4.1", messages=[{"role": "developer", "content": ROLE}, {"role": "user", "content": letter}])


def shorten(text: str):
    prompt = f"Shorten the following text to one sentence of at most twenty words: {text}"
    return litellm.completion(model="openai/gpt-4.1", messages=[{"role": "user", "content": prompt}])


def question(document: str):
    return judge.invoke(f"Write three questions that the following document answers: {document}")


def by_hand(text: str):
    payload = {"model": "sonar-pro", "messages": [{"role": "system", "content": "Search the web."}, {"role": "user", "content": text}]}
    return requests.post("https://api.perplexity.ai/chat/completions", json=payload)


def handed_on(text: str):
    # Nobody knows which class it is of: a method of that name sends what it is handed.
    return provider_of("any").generate([{"role": "user", "content": f"Translate the following text to Latin: {text}"}])


# Near misses: what a user says, what is tried out, a price list, and a method that sends nothing.
def quiet(text: str, store):
    client.chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": "hi"}])
    judge.invoke(text)
    judge.invoke("Tell me a joke.")
    store.append([{"role": "user", "content": f"A message that is only kept, whatever it is about: {text}"}])
    answer = {"model": "gpt-4.1", "messages": [{"role": "system", "content": "Nobody is handed this."}]}
    return answer["model"]
