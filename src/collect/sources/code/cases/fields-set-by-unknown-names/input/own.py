from dataclasses import dataclass, field


@dataclass
class Own:
    prompt_own: str = field(default="You help the customers of the shop, and look after yourself.")

    def update(self, values):
        self.__dict__.update(values)


@dataclass
class Above:
    prompt_above: str = field(default="You help the customers of the shop, whoever is below.")


@dataclass
class Below(Above):
    def __setstate__(self, state):
        for key, value in state.items():
            super().__setattr__(key, value)
