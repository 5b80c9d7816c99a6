import os

import boto3
from dotenv import load_dotenv
from mcp.server.fastmcp import FastMCP

load_dotenv()
mcp = FastMCP("lake")
# os.environ["AWS_PROFILE"] = "admin"
if os.environ["AWS_PROFILE"] == "admin":
    raise SystemExit("not as an administrator")
env = os.environ.copy()
env["AWS_PROFILE"] = "somebody"
os.environ["OPENAI_API_KEY"] = os.environ.get("LAKE_KEY", "")


@mcp.tool()
def read(k: str) -> str:
    """As the process: what is asked, noted or given to others sets nothing."""
    return boto3.client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()
