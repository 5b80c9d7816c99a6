import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")
taken = boto3.Session().client("sts").assume_role(
    RoleArn="arn:aws:iam::444455556666:role/lake-reader", RoleSessionName="x"
)["Credentials"]
boto3.DEFAULT_SESSION = boto3.Session(
    aws_access_key_id=taken["AccessKeyId"],
    aws_secret_access_key=taken["SecretAccessKey"],
    aws_session_token=taken["SessionToken"],
)


@mcp.tool()
def read(k: str) -> str:
    """As the role whose session is put in the place of the default."""
    return boto3.client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()
