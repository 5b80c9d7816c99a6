"""Formats hold the marks that models want around texts, and say nothing themselves."""

FORMATS = {
    "first": "<|system|>\n{system}</s>\n<|user|>\n{user}</s>\n<|assistant|>",
    "second": "[INST] {system}\n{user} [/INST]",
}


class Wording:
    def __init__(self, kind: str):
        self.format = FORMATS.get(kind, "{system}\n{user}")

    @property
    def answer(self):
        system = "You answer the questions of readers with what the shelves hold."
        return self.format.format(system=system, user="Shelves: {shelves}\nQuestion: {question}")

    @property
    def title(self):
        return self.format.format(system="You find a title for what a reader describes.", user="{question}")
