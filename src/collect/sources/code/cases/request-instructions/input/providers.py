from openai import OpenAI


class OpenAIProvider:
    def __init__(self):
        self.client = OpenAI()

    def generate(self, messages):
        turns = [{"role": one["role"], "content": one["content"]} for one in messages]
        return self.client.chat.completions.create(model="gpt-4.1-mini", messages=turns)


def provider_of(name):
    return PROVIDERS[name]()


PROVIDERS = load()
