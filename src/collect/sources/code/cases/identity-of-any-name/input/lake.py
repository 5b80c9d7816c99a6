import json
import os

import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")
taken = boto3.client("secretsmanager").get_secret_value(SecretId="example-environment")
os.environ.update(json.loads(taken["SecretString"]))


@mcp.tool()
def read(k: str) -> str:
    """Nobody knows what was put into the environment, by code that speaks to AWS."""
    return boto3.client("s3").get_object(Bucket=os.environ.get("LAKE", "example-lake"), Key=k)["Body"].read()
