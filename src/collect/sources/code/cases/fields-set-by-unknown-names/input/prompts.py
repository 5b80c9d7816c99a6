"""Fields of classes that have nothing to do with each other, each with a default that instructs."""
from dataclasses import dataclass, field


@dataclass
class Far:
    prompt_far: str = field(default="You help the customers of the far shop, and nobody sets anything.")


@dataclass
class Other:
    count: int = 0
