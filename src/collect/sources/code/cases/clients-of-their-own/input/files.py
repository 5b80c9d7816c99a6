import os

import boto3
from botocore.config import Config
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")

plain = boto3.client("s3", config=Config(retries={"max_attempts": 2}))
keyed = boto3.client("s3", aws_access_key_id=os.environ["LAKE_KEY"], aws_secret_access_key=os.environ["LAKE_SECRET"])
standard = boto3.client("s3", aws_access_key_id=os.getenv("AWS_ACCESS_KEY_ID"), aws_secret_access_key=os.getenv("AWS_SECRET_ACCESS_KEY"))
minio = boto3.client("s3", endpoint_url="https://minio.internal:9000")
admin = boto3.Session(profile_name="admin")


def settings() -> dict:
    return dict(os.environ)


opened = boto3.client("s3", **settings())


@mcp.tool()
def own(key: str) -> str:
    """The default chain."""
    return plain.get_object(Bucket="example-py-own", Key=key)["Body"].read().decode()


@mcp.tool()
def keys(key: str) -> str:
    """Keys of its own."""
    return keyed.get_object(Bucket="example-py-keys", Key=key)["Body"].read().decode()


@mcp.tool()
def same(key: str) -> str:
    """The variables that the chain reads first."""
    return standard.get_object(Bucket="example-py-same", Key=key)["Body"].read().decode()


@mcp.tool()
def elsewhere(key: str) -> str:
    """No bucket of the platform."""
    return minio.get_object(Bucket="example-py-minio", Key=key)["Body"].read().decode()


@mcp.tool()
def profile(key: str) -> str:
    """A session of another profile, and a table in whichever account that is."""
    return str(admin.resource("dynamodb").Table("example-py-orders").get_item(Key={"id": key}))


@mcp.tool()
def spread(key: str) -> str:
    """Told by what was not read."""
    return opened.get_object(Bucket="example-py-spread", Key=key)["Body"].read().decode()


@mcp.tool()
def role(key: str) -> str:
    """Takes a role by itself, and reads a bucket and a table with it."""
    taken = boto3.client("sts").assume_role(
        RoleArn="arn:aws:iam::444455556666:role/lake-reader", RoleSessionName="x"
    )["Credentials"]
    there = boto3.Session(
        aws_access_key_id=taken["AccessKeyId"],
        aws_secret_access_key=taken["SecretAccessKey"],
        aws_session_token=taken["SessionToken"],
    )
    there.resource("dynamodb").Table("example-py-orders").put_item(Item={"id": key})
    return there.client("s3").get_object(Bucket="example-py-role", Key=key)["Body"].read().decode()
