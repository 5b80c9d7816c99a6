import os

import boto3
from botocore.config import Config
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("tables")
here = boto3.resource("dynamodb", region_name=os.environ.get("AWS_REGION", "eu-west-1")).Table("example-users")
there = boto3.resource("dynamodb", region_name="us-east-1").Table("example-users")
session = boto3.Session(region_name="us-east-1").resource("dynamodb").Table("example-orders")
config = boto3.client("dynamodb", config=Config(region_name="ap-south-1"))
setting = boto3.client("dynamodb", region_name=os.environ["ORDERS_REGION"])
bucket = boto3.client("s3", region_name="us-east-1")
endpoint = boto3.client("dynamodb", endpoint_url="https://dynamodb.eu-central-1.amazonaws.com")


@mcp.tool()
def own(key: str) -> str:
    """Where it runs."""
    return str(here.get_item(Key={"id": key}))


@mcp.tool()
def written(key: str) -> str:
    """In a region that is written down."""
    return str(there.get_item(Key={"id": key})) + str(session.get_item(Key={"id": key}))


@mcp.tool()
def configured(key: str) -> str:
    """In the region of a configuration."""
    return str(config.get_item(TableName="example-users", Key={"id": {"S": key}}))


@mcp.tool()
def by_setting(key: str) -> str:
    """In a region that a setting names: no table of that name is proven."""
    return str(setting.get_item(TableName="example-users", Key={"id": {"S": key}}))


@mcp.tool()
def by_endpoint(key: str) -> str:
    """At the platform's own host, which names the region."""
    return str(endpoint.get_item(TableName="example-users", Key={"id": {"S": key}}))


@mcp.tool()
def anywhere(key: str) -> str:
    """A bucket is named once for all regions."""
    return bucket.get_object(Bucket="example-lake", Key=key)["Body"].read().decode()
