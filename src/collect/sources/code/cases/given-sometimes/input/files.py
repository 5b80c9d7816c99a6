import os
import sqlite3
import subprocess

import boto3
import httpx
from mcp.server.fastmcp import FastMCP

import clients

mcp = FastMCP("files")
clients.store = boto3.Session(profile_name="admin").client("s3")

SETTINGS = {"profile_name": "admin"} if os.environ.get("LAKE") else {}
LOCAL = {}
if os.environ.get("LOCAL"):
    LOCAL["endpoint_url"] = "http://localhost:4566"
NEAR = {"region_name": "us-east-1"}
if os.environ.get("NEAR"):
    NEAR.update(region_name="eu-west-1")


@mcp.tool()
def bucket_set(key: str) -> str:
    """One of two buckets, set in a branch."""
    given = {"Bucket": "example-py-records", "Key": key}
    if os.environ.get("INBOX"):
        given["Bucket"] = "example-py-inbox"
    return boto3.client("s3").get_object(**given)["Body"].read().decode()


@mcp.tool()
def bucket_spread(key: str) -> str:
    """One of two buckets."""
    return boto3.client("s3").get_object(
        **{"Bucket": "example-py-records", "Key": key, **({"Bucket": "example-py-inbox"} if key else {})}
    )["Body"].read().decode()


@mcp.tool()
def bucket_always(key: str) -> str:
    """Set again in all cases."""
    given = {"Bucket": "example-py-gone", "Key": key}
    given["Bucket"] = "example-py-inbox"
    return boto3.client("s3").get_object(**given)["Body"].read().decode()


@mcp.tool()
def profile(key: str) -> str:
    """A profile in some cases."""
    return boto3.Session(**SETTINGS).client("s3").get_object(Bucket="example-py-profile", Key=key)["Body"].read().decode()


@mcp.tool()
def endpoint(key: str) -> str:
    """Another service on the machine of whoever writes it."""
    return boto3.client("s3", **LOCAL).get_object(Bucket="example-py-local", Key=key)["Body"].read().decode()


@mcp.tool()
def region(key: str) -> str:
    """A table in one of two regions."""
    return str(boto3.resource("dynamodb", **NEAR).Table("example-py-orders").get_item(Key={"id": key}))


def fill(given: dict) -> None:
    given["Bucket"] = "example-py-records"


@mcp.tool()
def bucket_filled(key: str) -> str:
    """A function sets it."""
    given = {"Bucket": "example-py-inbox", "Key": key}
    fill(given)
    return boto3.client("s3").get_object(**given)["Body"].read().decode()


@mcp.tool()
def replaced(key: str) -> str:
    """By the client of another module, which is put in its place here."""
    return clients.store.get_object(Bucket="example-py-replaced", Key=key)["Body"].read().decode()


@mcp.tool()
def address(key: str) -> str:
    """Anywhere that the caller names, in some cases."""
    given = {"url": key}
    if os.environ.get("FIXED"):
        given["url"] = "https://api.example.com/x"
    return httpx.request(method="GET", **given).text


@mcp.tool()
def addresses(key: str) -> str:
    """One of two hosts."""
    given = {"url": "https://one.example.com/x"}
    if key:
        given["url"] = "https://two.example.com/x"
    return httpx.request(method="GET", **given).text


@mcp.tool()
def method(key: str) -> str:
    """Deletes in some cases."""
    given = {"method": "DELETE"}
    if key:
        given["method"] = "GET"
    return httpx.request(url="https://one.example.com/x", **given).text


@mcp.tool()
def shell(key: str) -> str:
    """A shell in some cases."""
    given = {"shell": True}
    if os.environ.get("PLAIN"):
        given["shell"] = False
    return subprocess.run("ls " + key, **given).stdout


@mcp.tool()
def command(key: str) -> str:
    """The caller's own command in some cases."""
    given = {"args": key, "shell": True}
    if os.environ.get("FIXED"):
        given["args"] = "ls"
    return subprocess.run(**given).stdout


@mcp.tool()
def statement(key: str) -> str:
    """The caller's own statement in some cases."""
    given = {"sql": key}
    if os.environ.get("FIXED"):
        given["sql"] = "select 1"
    return str(sqlite3.connect("notes").execute(**given))
