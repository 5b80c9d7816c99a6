from boto3 import client
from boto3 import setup_default_session as start
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")
start(profile_name="lake-reader")


@mcp.tool()
def read(k: str) -> str:
    """As the profile, by whatever name the call goes."""
    return client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()
