import boto3
from agents import Agent, function_tool
from mcp.server.fastmcp import FastMCP

s3 = boto3.client("s3")
mcp = FastMCP("desk")


def reader(bucket):
    def read(key: str) -> bytes:
        """Reads another bucket in every turn."""
        return s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    return read


for read in [reader(bucket) for bucket in ["open", "restricted"]]:
    mcp.add_tool(read)


@function_tool
def look_up(order: str) -> str:
    return order


@function_tool
def send_mail(to: str) -> str:
    return to


def several(*names, mail=False):
    """What stands behind a rest is passed by name alone."""
    tools = [look_up]
    if mail:
        tools.append(send_mail)
    return tools


def some(*extra):
    """What is left over is a list, which may be empty."""
    tools = [look_up]
    if extra:
        tools.append(send_mail)
    return tools


quiet = Agent(name="quiet", tools=several("a", "b"))
loud = Agent(name="loud", tools=several("a", mail=True))
left = Agent(name="left", tools=some(0, 1))
