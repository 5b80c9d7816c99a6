import subprocess


def hours() -> str:
    """When the desk is open."""
    return "nine to five"


def notes(page: str) -> str:
    """Reads a page of the notes."""
    return open("notes.txt").read()


def files(pattern: str) -> str:
    """Lists files."""
    return subprocess.run(pattern, shell=True, capture_output=True).stdout


def mails(to: str) -> str:
    """Sends mail."""
    return to
