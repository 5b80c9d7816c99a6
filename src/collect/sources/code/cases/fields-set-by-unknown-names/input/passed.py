from dataclasses import dataclass, field


@dataclass
class Passed:
    prompt_passed: str = field(default="You help the customers of the shop, as whoever is passed on.")
