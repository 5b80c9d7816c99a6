"""Accounts, stable ids, and the envelope around what one command prints."""

import hashlib
import json
import pathlib

HERE = pathlib.Path(__file__).parent.parent
OUT = HERE / "aws-export"
REGION = "eu-west-1"
WORKLOAD, DATA, MANAGEMENT = "111122223333", "444455556666", "777788889999"
ORG, ROOT, OU = "o-fr7k2m9q4x", "r-fr01", "ou-fr01-wklds7q2"


def iam_id(prefix: str, name: str) -> str:
    """A unique id in IAM's form: a four-letter prefix and 17 characters of base 32."""
    digest = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")
    return prefix + "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(digest >> (5 * i)) & 31] for i in range(17))


def uuid(name: str) -> str:
    """A stable id in UUID form."""
    h = hashlib.sha256(name.encode()).hexdigest()
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


clock = 0


def envelope(account: str, name: str, argv: str, output, error: str | None = None) -> None:
    """One command, one file. A command that failed has `output: null` and what it printed to stderr."""
    global clock
    clock += 2
    body = {
        "argv": ["aws", *argv.split()],
        "account": account,
        "region": REGION,
        "time": f"2026-11-21T07:{30 + clock // 60:02}:{clock % 60:02}Z",
        "output": output,
    }
    if error is not None:
        body["error"] = error
    write(account, name, body)


def write(account: str, name: str, body) -> None:
    path = OUT / account / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body, indent=4) + "\n")


def document(*statements: dict) -> dict:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(sid: str, action, resource, **rest) -> dict:
    return {"Sid": sid, "Effect": "Allow", "Action": action, "Resource": resource, **rest}
