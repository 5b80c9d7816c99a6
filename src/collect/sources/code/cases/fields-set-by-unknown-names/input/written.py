from dataclasses import dataclass, field


@dataclass
class Written:
    prompt_written: str = field(default="You help the customers of the shop, with what is written.")


def fill(one: Written, key):
    setattr(one, key, "You help nobody, with the key sk-notreal-written-1.")
