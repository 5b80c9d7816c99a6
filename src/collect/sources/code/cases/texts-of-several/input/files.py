import os
import sqlite3
import subprocess

import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")
SUFFIX = "eu"
if os.environ.get("US"):
    SUFFIX = "us"


@mcp.tool()
def in_place(key: str) -> str:
    """One of two buckets."""
    return str(boto3.client("s3").get_object(Bucket=f"example-py-{'old' if os.environ.get('OLD') else 'new'}", Key=key))


@mcp.tool()
def by_name(key: str) -> str:
    """One of two buckets, by the place."""
    return str(boto3.client("s3").get_object(Bucket="example-py-" + SUFFIX, Key=key))


@mcp.tool()
def too_many(key: str) -> str:
    """One of a hundred buckets."""
    one = "a" if key else "b" if os.environ.get("B") else "c" if os.environ.get("C") else "d"
    two = "1" if key else "2" if os.environ.get("B") else "3" if os.environ.get("C") else "4"
    return str(boto3.client("s3").get_object(Bucket=f"example-{one}-{two}-{one}-{two}", Key=key))


@mcp.tool()
def program(key: str) -> str:
    """A shell in some cases."""
    shell = "echo" if os.environ.get("DRY") else "bash"
    return subprocess.run([shell, "-c", key], capture_output=True, text=True).stdout


@mcp.tool()
def statement(key: str) -> str:
    """Reads or deletes."""
    verb = "select *" if key else "delete"
    return str(sqlite3.connect("notes").execute(f"{verb} from notes"))


@mcp.tool()
def one_call(key: str, body: str = "") -> str:
    """Writes or reads, by one call."""
    store = boto3.client("s3")
    call = store.put_object if body else store.get_object
    return str(call(Bucket="example-py-either", Key=key))
