import os

import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")
s3 = boto3.client("s3")
os.environ["DATA_BUCKET"] = "example-inbox"
os.environ.setdefault("STAGE", "prod")
os.environ.update({"TEAM": "red", "SHIFT": "late"}, AREA="north")


def bucket(name: str, default: str) -> str:
    return os.environ.get(name, default)


@mcp.tool()
def assigned(key: str) -> str:
    """No default: the program names the bucket before."""
    return s3.get_object(Bucket=os.environ.get("DATA_BUCKET", "example-dev"), Key=key)["Body"].read().decode()


@mcp.tool()
def joined(key: str) -> str:
    """Of a piece of the name the program gives a default of its own."""
    name = f"example-{os.environ.get('STAGE', 'dev')}-orders"
    return s3.get_object(Bucket=name, Key=key)["Body"].read().decode()


@mcp.tool()
def updated(key: str) -> str:
    """Set among others."""
    return s3.get_object(Bucket=os.environ.get("AREA", "example-area"), Key=key)["Body"].read().decode()


@mcp.tool()
def listed(key: str) -> str:
    """Set in a table of them."""
    return s3.get_object(Bucket=os.environ.get("SHIFT", "example-shift"), Key=key)["Body"].read().decode()


@mcp.tool()
def left(key: str) -> str:
    """The program sets nothing of this name."""
    return s3.get_object(Bucket=os.environ.get("OTHER_BUCKET", "example-other"), Key=key)["Body"].read().decode()
