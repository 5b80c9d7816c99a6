import json


def more() -> dict:
    with open("/etc/desk.json") as file:
        return json.load(file)
