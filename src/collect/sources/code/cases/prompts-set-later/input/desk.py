"""One name that is set several times holds one of several texts: none of them is all that it says."""
from agents import Agent


class Desk:
    pass


class Shop:
    prompt: str = "You help the customers of the shop with their orders."


desk = Desk()
shop = Shop()


def set_up(path):
    desk.prompt = open(path).read()
    setattr(desk, "prompt", "You are at the desk, with the key sk-notreal-0123456789.")
    shop.prompt = "You help nobody on Sundays, and say so."
    setattr(shop, "prompt", "You are awake, with the key sk-notreal-9876543210.")


def build():
    return [
        Agent(name="desk", instructions=desk.prompt),
        Agent(name="shop", instructions=shop.prompt),
    ]
