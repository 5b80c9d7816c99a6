"""Fills a local table for development. Run by hand, never deployed, offered to no model."""

import runpy
import sys

import boto3

namespace: dict = {}
with open(sys.argv[1], encoding="utf-8") as source:
    exec(source.read(), namespace)

table = boto3.resource("dynamodb", endpoint_url="http://127.0.0.1:8000").Table("fennelrook-orders")
for order in namespace["ORDERS"]:
    table.put_item(Item=order)

if len(sys.argv) > 2:
    runpy.run_path(sys.argv[2])
