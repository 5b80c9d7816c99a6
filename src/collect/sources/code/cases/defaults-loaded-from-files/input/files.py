import os

import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")


@mcp.tool()
def read(key: str) -> str:
    """Whichever bucket a file names that is loaded as the program starts."""
    name = os.environ.get("DATA_BUCKET", "example-dev")
    return boto3.client("s3").get_object(Bucket=name, Key=key)["Body"].read().decode()
