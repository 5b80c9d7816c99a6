"""Asks services over HTTP alone: no library says what this is."""
import os

import requests


def transcribe(sound):
    key = os.environ.get("DEEPGRAM_API_KEY")
    return requests.post("https://api.deepgram.com/v1/listen", data=sound, headers={"Authorization": f"Token {key}"})


def rewrite(text):
    headers = {"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"}
    return requests.post("https://api.openai.com/v1/responses", json={"model": "gpt-4.1", "input": text}, headers=headers)
