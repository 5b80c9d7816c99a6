import os

import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")
taken = boto3.client("sts").assume_role(
    RoleArn="arn:aws:iam::444455556666:role/lake-reader", RoleSessionName="x"
)["Credentials"]
os.environ["AWS_ACCESS_KEY_ID"] = taken["AccessKeyId"]
os.environ["AWS_SECRET_ACCESS_KEY"] = taken["SecretAccessKey"]
os.environ["AWS_SESSION_TOKEN"] = taken["SessionToken"]
os.environ["AWS_DEFAULT_REGION"] = "eu-west-2"
os.environ["OPENAI_API_KEY"] = taken["AccessKeyId"]


@mcp.tool()
def read(k: str) -> str:
    """As whom the environment says by now."""
    return boto3.client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()


@mcp.tool()
def again(k: str) -> str:
    """Handed what it would have found by itself, which is another's."""
    own = boto3.client("s3", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"])
    return own.get_object(Bucket="example-again", Key=k)["Body"].read()


@mcp.tool()
def ordered(k: str) -> dict:
    """Told where, whatever the environment says."""
    return boto3.client("dynamodb", region_name="eu-west-1").get_item(TableName="orders", Key={"id": {"S": k}})


@mcp.tool()
def named(k: str) -> str:
    """A profile of its own goes before the environment."""
    return boto3.Session(profile_name="lake").client("s3").get_object(Bucket="example-named", Key=k)["Body"].read()
