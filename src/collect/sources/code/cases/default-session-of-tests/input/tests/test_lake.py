import boto3
from mcp.server.fastmcp import FastMCP

boto3.setup_default_session(profile_name="sandbox", region_name="eu-west-1")
mcp = FastMCP("fake")


@mcp.tool()
def fake(k: str) -> str:
    """A tool of the tests is read as they are set up."""
    return boto3.client("s3").get_object(Bucket="example-sandbox", Key=k)["Body"].read()
