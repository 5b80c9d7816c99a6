import boto3
from mcp.server.fastmcp import FastMCP

s3 = boto3.client("s3")
twice = FastMCP("twice")
once = FastMCP("once")


def reader(bucket):
    def read(key: str) -> str:
        return s3.get_object(Bucket=bucket, Key=key)

    return read


# One function under two names: two tools, of which one is told.
twice.add_tool(reader("example-first"), name="first")
twice.add_tool(reader("example-second"), name="second")
once.add_tool(reader("example-once"), name="only")
