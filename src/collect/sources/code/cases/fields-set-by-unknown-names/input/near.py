"""An object of the class may come by wherever the class is known."""
from dataclasses import dataclass, field


@dataclass
class Near:
    prompt_near: str = field(default="You help the customers of the near shop, until somebody says otherwise.")


def settings():
    return load_them()


def fill(values):
    one = settings()
    for key, value in values.items():
        setattr(one, key, value)
