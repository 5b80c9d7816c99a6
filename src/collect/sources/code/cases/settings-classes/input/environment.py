import os
from pathlib import Path


def require_env(name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        raise KeyError(name)
    return value


def required(name, default):
    return os.environ[name] or default


def from_file(name):
    return Path("/run/secrets", name).read_text()
