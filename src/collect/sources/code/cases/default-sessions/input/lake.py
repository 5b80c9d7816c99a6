import boto3
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("lake")


def as_reader() -> None:
    taken = boto3.Session().client("sts").assume_role(
        RoleArn="arn:aws:iam::444455556666:role/lake-reader", RoleSessionName="x"
    )["Credentials"]
    boto3.setup_default_session(
        aws_access_key_id=taken["AccessKeyId"],
        aws_secret_access_key=taken["SecretAccessKey"],
        aws_session_token=taken["SessionToken"],
    )


def as_itself() -> None:
    boto3.setup_default_session()


@mcp.tool()
def read(k: str) -> str:
    """As the role, or as the process: whichever was set up last."""
    return boto3.client("s3").get_object(Bucket="example-lake", Key=k)["Body"].read()
