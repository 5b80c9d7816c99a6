"""Tells of keys, and reads none: not even parsed."""

HELP = "Set MISTRAL_API_KEY before you start."
NAMES = ["COHERE_API_KEY", "XAI_API_KEY"]
