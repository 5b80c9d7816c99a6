import subprocess

import boto3
import requests
from langchain_core.tools import tool

s3 = boto3.client("s3")


@tool
def read_report(name: str) -> str:
    """Reads one report."""
    return s3.get_object(Bucket="corp-reports", Key=f"reports/{name}")["Body"].read().decode()


@tool("browse", return_direct=True)
def open_page(url: str) -> str:
    """Opens a page."""
    return requests.get(url, timeout=10).text


@tool
def python(code: str) -> str:
    """Runs Python."""
    return subprocess.run(["python3", "-c", code], capture_output=True, text=True).stdout


def add(a: int, b: int) -> int:
    """Adds two numbers."""
    return a + b
