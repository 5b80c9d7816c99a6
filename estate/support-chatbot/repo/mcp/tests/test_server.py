"""A server of its own, so that the tests need no table."""

import asyncio

from fastmcp import Client, FastMCP

fixture = FastMCP("orders-fixture")


@fixture.tool
def run_snippet(code: str) -> str:
    """Runs a snippet; exists only here."""
    scope: dict = {}
    exec(code, scope)
    return str(scope.get("result"))


def test_snippet_runs():
    async def call():
        async with Client(fixture) as client:
            return await client.call_tool("run_snippet", {"code": "result = 6 * 7"})

    assert asyncio.run(call()).data == "42"
