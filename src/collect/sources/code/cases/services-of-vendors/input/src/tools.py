import jsonschema
from langchain_core.tools import tool
from starlette.exceptions import HTTPException
from twilio.rest import Client

SCHEMA = {"type": "object"}


@tool
def check(document: dict) -> str:
    """Checks a document."""
    if not document:
        raise HTTPException(400, detail=str(document))
    jsonschema.validate(document, SCHEMA)
    return "fine"


@tool
def text_anyone(number: str, body: str) -> str:
    """Writes to a number."""
    return Client("account", "token").messages.create(to=number, from_="+10000000001", body=body).sid
