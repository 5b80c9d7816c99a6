import boto3
from mcp.server.fastmcp import FastMCP

import fillers
from fillers import fill_far, fill_fixed, fill_key, fill_through

mcp = FastMCP("files")
s3 = boto3.client("s3")


class Filler:
    def fill_by_method(self, given: dict, bucket: str) -> None:
        given["Bucket"] = bucket


class Keeper:
    def __init__(self) -> None:
        self.given = {"Bucket": "example-kept"}

    def choose(self, bucket: str) -> None:
        self.given["Bucket"] = bucket

    def fetch(self) -> str:
        return str(s3.get_object(Bucket=self.given["Bucket"], Key="index"))


def fill_by_another_name(given: dict, bucket: str) -> None:
    other = given
    other["Bucket"] = bucket


@mcp.tool()
def by_keyword(bucket: str) -> str:
    """Handed on by its name."""
    given = {"Bucket": "example-by-keyword", "Key": "index"}
    fill_far(given=given, bucket=bucket)
    return str(s3.get_object(**given))


@mcp.tool()
def in_two_steps(bucket: str) -> str:
    """The function hands it on."""
    given = {"Bucket": "example-two-steps", "Key": "index"}
    fill_through(given, bucket)
    return str(s3.get_object(**given))


@mcp.tool()
def by_key(bucket: str) -> str:
    """Read by its key."""
    given = {"Bucket": "example-by-key"}
    fillers.fill_far(given, bucket)
    return str(s3.get_object(Bucket=given["Bucket"], Key="index"))


@mcp.tool()
def by_get(bucket: str) -> str:
    """Read with a default."""
    given = {}
    fill_far(given, bucket)
    return str(s3.get_object(Bucket=given.get("Bucket", "example-by-get"), Key="index"))


@mcp.tool()
def under_another_name(bucket: str) -> str:
    """Two names of one record."""
    given = {"Bucket": "example-other-name"}
    other = given
    other["Bucket"] = bucket
    return str(s3.get_object(Bucket=given["Bucket"], Key="index"))


@mcp.tool()
def under_another_name_there(bucket: str) -> str:
    """Two names of one record in the function."""
    given = {"Bucket": "example-other-name-there", "Key": "index"}
    fill_by_another_name(given, bucket)
    return str(s3.get_object(**given))


@mcp.tool()
def by_method(bucket: str) -> str:
    """A method puts it there."""
    given = {"Bucket": "example-by-method"}
    Filler().fill_by_method(given, bucket)
    return str(s3.get_object(Bucket=given["Bucket"], Key="index"))


@mcp.tool()
def merged(bucket: str) -> str:
    """Merged in, and read by its key."""
    given = {"Bucket": "example-merged"}
    given |= {"Bucket": bucket}
    return str(s3.get_object(Bucket=given["Bucket"], Key="index"))


@mcp.tool()
def under_some_key(name: str, bucket: str) -> str:
    """Under a key that the caller names."""
    given = {"Bucket": "example-some-key"}
    given[name] = bucket
    return str(s3.get_object(Bucket=given["Bucket"], Key="index"))


@mcp.tool()
def of_an_element(bucket: str) -> str:
    """A record in a list."""
    all_given = [{"Bucket": "example-of-element", "Key": "index"}]
    all_given[0]["Bucket"] = bucket
    return str(s3.get_object(**all_given[0]))


@mcp.tool()
def of_each_element(bucket: str) -> str:
    """Every record in a list."""
    all_given = [{"Bucket": "example-of-each", "Key": "index"}]
    for given in all_given:
        given["Bucket"] = bucket
    return str(s3.get_object(**all_given[0]))


@mcp.tool()
def of_a_record(bucket: str) -> str:
    """A record in a record."""
    outer = {"given": {"Bucket": "example-of-record", "Key": "index"}}
    outer["given"]["Bucket"] = bucket
    return str(s3.get_object(**outer["given"]))


@mcp.tool()
def of_a_part(bucket: str) -> str:
    """A part of a record is handed over."""
    outer = {"given": {"Bucket": "example-of-part", "Key": "index"}}
    fill_far(outer["given"], bucket)
    return str(s3.get_object(**outer["given"]))


@mcp.tool()
def of_an_object(bucket: str) -> str:
    """What an object keeps."""
    keeper = Keeper()
    keeper.choose(bucket)
    return keeper.fetch()


@mcp.tool()
def set_twice() -> str:
    """One bucket, and then another."""
    given = {"Key": "index"}
    given["Bucket"] = "example-twice-first"
    first = s3.get_object(**given)
    given["Bucket"] = "example-twice-second"
    return str([first, s3.get_object(**given)])


@mcp.tool()
def set_after_the_read() -> str:
    """Another bucket in the second turn."""
    given = {"Bucket": "example-turn-first", "Key": "index"}
    found = []
    for _ in range(2):
        found.append(s3.get_object(**given))
        given["Bucket"] = "example-turn-second"
    return str(found)


@mcp.tool()
def filled_with_what_is_written() -> str:
    """Two buckets, both known."""
    given = {"Bucket": "example-fill-before", "Key": "index"}
    fill_fixed(given)
    return str(s3.get_object(**given))


@mcp.tool()
def passed_what_is_written() -> str:
    """Two buckets, both known: the call says the second."""
    given = {"Bucket": "example-pass-before", "Key": "index"}
    fill_through(given, "example-pass-after")
    return str(s3.get_object(**given))


@mcp.tool()
def another_key(bucket: str) -> str:
    """What is put there is no bucket."""
    given = {"Bucket": "example-sure-of-key", "Key": bucket}
    fill_key(given)
    return str(s3.get_object(**given))


@mcp.tool()
def a_copy(bucket: str) -> str:
    """A copy is filled."""
    given = {"Bucket": "example-sure-of-copy", "Key": "index"}
    fill_far(dict(given), bucket)
    fill_far({**given}, bucket)
    return str(s3.get_object(**given))


@mcp.tool()
def set_before_the_read() -> str:
    """Only what was set last is read."""
    given = {"Bucket": "example-gone", "Key": "index"}
    given["Bucket"] = "example-sure-of-last"
    return str(s3.get_object(**given))
