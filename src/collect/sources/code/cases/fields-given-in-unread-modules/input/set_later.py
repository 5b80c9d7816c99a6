import desk


def close(window):
    window.opening = "You are the window of the night, with the key sk-notreal-unread-2."
    return desk.ask
