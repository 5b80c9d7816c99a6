"""Sets fields of whatever it is handed; what that is stands with its callers."""


def assign(target, name, value):
    setattr(target, name, value)


def assign_all(target, values):
    target.__dict__.update(values)


# Nobody is seen to call it.
def assign_later(target, name, value):
    setattr(target, name, value)


class Box:
    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)
