import os

import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")
s3 = boto3.client("s3")
BUCKET = os.environ.get("DATA_BUCKET", "example-dev")
STAGE = os.environ.get("STAGE", "dev")


@mcp.tool()
def default(key: str) -> str:
    """Whichever bucket the deployment names."""
    return s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()


@mcp.tool()
def joined(key: str) -> str:
    """A piece of the name is a default."""
    return s3.get_object(Bucket=f"example-{STAGE}-orders", Key=key)["Body"].read().decode()


@mcp.tool()
def written(key: str) -> str:
    """The same bucket, and here it is written down as well."""
    s3.get_object(Bucket=BUCKET, Key=key)
    return s3.get_object(Bucket="example-dev", Key=key)["Body"].read().decode()
