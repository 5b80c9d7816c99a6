from desk.parts import files, hours, mails, notes


def count(text: str) -> str:
    """Counts."""
    return text


def weigh(text: str) -> str:
    """Weighs."""
    return text


# Each has its own title and text, which are not those of the functions.
TOOLS = [
    {"title": "count_words", "about": "Counts the words.", "func": count},
    {"title": "weigh_words", "about": "Weighs the words.", "func": weigh},
]

NAMED = {"opening_hours": hours, "read_notes": notes}

GROUPS = [[{"func": files}], [{"func": mails, "name": "send_mail"}]]
