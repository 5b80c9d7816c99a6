import argparse

from openai import OpenAI

client = OpenAI()


def answer(question: str, model: str) -> str:
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": question}])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("question")
    parser.add_argument("--model", "-m", default="gpt-4.1-mini", help="model to ask")
    parser.add_argument("--judge-model", default="o3", type=str)
    # Asked by no model call.
    parser.add_argument("--profile", default="gpt-4o")
    args = parser.parse_args()
    answer(args.question, args.model)
    client.chat.completions.create(model=args.judge_model, messages=[])
    print(args.profile)
