import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("loop")

# The role is taken by a client, and that name then stands for one that is made with what it gave.
sts = boto3.client("sts")
while True:
    creds = sts.assume_role(RoleArn="arn:aws:iam::111122223333:role/x", RoleSessionName="s")["Credentials"]
    sts = boto3.client(
        "sts", aws_access_key_id=creds["AccessKeyId"], aws_secret_access_key=creds["SecretAccessKey"]
    )
    break
s3 = boto3.client("s3", aws_access_key_id=creds["AccessKeyId"])


@mcp.tool()
def read(k: str) -> str:
    """As whom it reads goes round."""
    return s3.get_object(Bucket="example-circle", Key=k)["Body"].read()


@mcp.tool()
def plain(k: str) -> str:
    """Beside it, the rest is read."""
    return boto3.client("s3").get_object(Bucket="example-plain", Key=k)["Body"].read()
