from other import other


def ask(question):
    return other.invoke({"key": "none", "question": question})
