import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")


@mcp.tool()
def read(k: str) -> str:
    """As the process: only the tests set up another."""
    return boto3.client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()
