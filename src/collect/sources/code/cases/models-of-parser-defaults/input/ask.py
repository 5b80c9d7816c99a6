import argparse

from openai import OpenAI

client = OpenAI()


def later() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="gpt-4o")
    parser.set_defaults(model="gpt-4.1")
    args = parser.parse_args()
    # Asked by no model call any more.
    parser.set_defaults(model="gpt-3.5-turbo")
    client.chat.completions.create(model=args.model, messages=[])


def earlier() -> None:
    parser = argparse.ArgumentParser()
    parser.set_defaults(model="gpt-4o-mini", judge="o3")
    parser.add_argument("--model", default="o4-mini")
    parser.add_argument("--judge")
    args = parser.parse_args()
    client.chat.completions.create(model=args.model, messages=[])
    client.chat.completions.create(model=args.judge, messages=[])


def undeclared() -> None:
    parser = argparse.ArgumentParser()
    other = argparse.ArgumentParser()
    other.set_defaults(model="gpt-4")
    parser.set_defaults(model="gpt-5")
    args = parser.parse_args()
    client.chat.completions.create(model=args.model, messages=[])
