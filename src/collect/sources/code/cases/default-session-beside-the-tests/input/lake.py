import boto3
import test_env  # noqa: F401
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")


@mcp.tool()
def read(k: str) -> str:
    """As the profile: named like a test, and imported by the program."""
    return boto3.client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()
