import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")


@mcp.tool()
def read(k: str) -> str:
    """As whoever the program is started as: its entry names no AI library."""
    return boto3.client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()
