"""A class of a class, in another module, made with all that it is."""
import subprocess

from fastmcp import Context, FastMCP
from fastmcp.tools import FunctionTool

from app.house import HouseServer


class ShopServer(HouseServer):
    pass


def run_report(command: str, ctx: Context) -> str:
    """Runs a report."""
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout


def list_orders(customer: str) -> str:
    """Lists the orders of a customer."""
    return customer


def add_order_tools(mcp: FastMCP) -> None:
    mcp.add_tool(FunctionTool.from_function(run_report, name="report"))
    mcp.add_tool(list_orders)


def main() -> None:
    shop = ShopServer(name="Shop", instructions="Orders of the shop.")
    add_order_tools(shop)
    shop.greet()
    shop.run(transport="stdio")
