from dataclasses import dataclass, field


@dataclass
class Typed:
    prompt_typed: str = field(default="You help the customers of the shop, by your type.")
