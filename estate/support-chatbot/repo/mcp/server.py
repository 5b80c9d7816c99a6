"""Orders server: what the support agent may ask about orders, over streamable HTTP."""

import ast
import os
import subprocess

import boto3
from fastmcp import FastMCP

from orders_table import ORDERS_TABLE, to_plain

mcp = FastMCP("orders", instructions="Order look-ups and small reports for the support team.")

dynamodb = boto3.resource("dynamodb", region_name=os.environ.get("AWS_REGION", "eu-west-1"))
orders = dynamodb.Table(ORDERS_TABLE)


@mcp.tool
def lookup_order(order_number: str) -> dict:
    """Returns one order with its lines, delivery address and state."""
    answer = orders.get_item(Key={"order_number": order_number})
    return to_plain(answer.get("Item", {}))


@mcp.tool
def order_report(order_numbers: list[str], expression: str) -> str:
    """Evaluates a Python expression over `rows`, the list of the given orders, and returns the result.

    Example: sum(row["total_cents"] for row in rows) / len(rows)
    """
    rows = [lookup(number) for number in order_numbers]
    return str(eval(expression, {"rows": rows}))  # support wanted totals without a new release each time


@mcp.tool
def service_status() -> str:
    """Tells which release runs and for how long."""
    uptime = subprocess.run(["/usr/bin/cat", "/proc/uptime"], capture_output=True, text=True, check=True)
    release = ast.literal_eval(os.environ.get("RELEASE", "{}"))
    return f"release {release.get('tag', 'unknown')}, up {uptime.stdout.split()[0]} s"


def lookup(order_number: str) -> dict:
    """The same read as the tool, for use inside the server."""
    return to_plain(orders.get_item(Key={"order_number": order_number}).get("Item", {}))


if __name__ == "__main__":
    mcp.run(transport="http", host="0.0.0.0", port=8080, stateless_http=True)
