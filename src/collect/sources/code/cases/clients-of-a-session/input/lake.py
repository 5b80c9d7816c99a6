import boto3
from boto3 import client
from mcp.server.fastmcp import FastMCP
from pools import pool

try:
    import boto3 as aws
except ImportError:
    aws = None

mcp = FastMCP("lake")


class Lake:
    def __init__(self, session: boto3.Session):
        self.s3 = session.client("s3")

    def get(self, k: str) -> str:
        return self.s3.get_object(Bucket="example-constructor", Key=k)["Body"].read()


def read(k: str, session: boto3.Session) -> str:
    return session.client("s3").get_object(Bucket="example-parameter", Key=k)["Body"].read()


def fetch(k: str, session: boto3.Session = pool()) -> str:
    return session.client("s3").get_object(Bucket="example-default", Key=k)["Body"].read()


lake = Lake(pool())


@mcp.tool()
def constructor(k: str) -> str:
    """A session that a constructor is handed, and nobody saw made."""
    return lake.get(k)


@mcp.tool()
def parameter(k: str) -> str:
    """A session that a function is handed."""
    return read(k, pool())


@mcp.tool()
def default(k: str) -> str:
    """A session that a default gives."""
    return fetch(k)


@mcp.tool()
def admin(k: str) -> str:
    """A session that was seen."""
    return read(k, boto3.Session(profile_name="admin"))


@mcp.tool()
def own(k: str) -> str:
    """The module itself, under each of its names."""
    aws.client("s3").get_object(Bucket="example-optional", Key=k)
    client("s3").get_object(Bucket="example-imported", Key=k)
    return boto3.client("s3").get_object(Bucket="example-module", Key=k)["Body"].read()
