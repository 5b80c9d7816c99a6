import boto3
from agents import Agent, function_tool

s3 = boto3.client("s3")


@function_tool
def by_arn(key: str) -> str:
    """Reads through an access point."""
    return s3.get_object(Bucket="arn:aws:s3:eu-west-1:111122223333:accesspoint/desk", Key=key)["Body"].read().decode()


@function_tool
def by_alias(key: str) -> str:
    """Reads through the alias of one."""
    return s3.get_object(Bucket="desk-abcdefghij1234567890abcdefgh-s3alias", Key=key)["Body"].read().decode()


@function_tool
def plain(key: str) -> str:
    """Reads a bucket."""
    return s3.get_object(Bucket="records", Key=key)["Body"].read().decode()


desk = Agent(name="desk", instructions="Help.", model="gpt-4.1-2025-04-14", tools=[by_arn, by_alias, plain])
