import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("files")


@mcp.tool()
def report(prefix: str) -> str:
    """Reads every object under a prefix."""
    bucket = boto3.resource("s3").Bucket("example-events")
    return str([o.get()["Body"].read() for o in bucket.objects.filter(Prefix=prefix)])


@mcp.tool()
def names() -> str:
    """Names the objects: what is done with each is not followed, and no reading is said."""
    found = []
    for entry in boto3.resource("s3").Bucket("example-names").objects.all():
        found.append(entry.key)
    return str(found)


@mcp.tool()
def clear(prefix: str) -> str:
    """Deletes what lies under a prefix."""
    boto3.resource("s3").Bucket("example-old").objects.filter(Prefix=prefix).delete()
    return "done"


@mcp.tool()
def one(key: str) -> str:
    """The bucket is named by Bucket, the object by Object."""
    return boto3.resource("s3").Bucket("example-one").Object("a-key").get()["Body"].read().decode()
