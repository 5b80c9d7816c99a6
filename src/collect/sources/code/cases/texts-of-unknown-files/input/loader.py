from config import settings


def load(name: str) -> str:
    path = settings.prompts_dir / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path.read_text(encoding="utf-8").strip()


def only() -> str:
    return (settings.prompts_dir / "only.md").read_text()


DESK = load("desk.md")
BILLING = load(name="billing.md")
