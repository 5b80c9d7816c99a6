"""Name and shapes of the orders table."""

from decimal import Decimal

ORDERS_TABLE = "fennelrook-orders"


def to_plain(item: dict) -> dict:
    """DynamoDB gives numbers as Decimal; JSON wants int or float."""
    return {key: _number(value) for key, value in item.items()}


def _number(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
