import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")
starts = {"session": boto3.setup_default_session}
starts["session"](profile_name="lake-reader")


@mcp.tool()
def read(k: str) -> str:
    """By nobody that is known: what sets up the session was not followed."""
    return boto3.client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()
