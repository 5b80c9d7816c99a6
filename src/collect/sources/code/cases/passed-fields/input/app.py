import boto3
from langchain.agents import create_agent
from langchain_core.tools import BaseTool


class Reader(BaseTool):
    name: str = "passed"
    bucket: str = "a-default"

    def _run(self, key: str) -> str:
        return boto3.client("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read().decode()


class Kept(BaseTool):
    name: str = "kept"
    bucket: str = "kept-default"

    def _run(self, key: str) -> str:
        return boto3.client("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read().decode()


class Base(BaseTool):
    name: str = "base"
    bucket: str = "base-default"

    def _run(self, key: str) -> str:
        return boto3.client("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read().decode()


# Which of the two buckets is meant is not known.
class Derived(Base):
    name: str = "derived"
    bucket: str = "derived-default"


model = "openai:gpt-4.1-2025-04-14"
agent = create_agent(model=model, tools=[Reader(bucket="passed"), Kept(), Derived()], name="desk")
