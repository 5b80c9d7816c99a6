import boto3
import requests
from agents import Agent, function_tool

s3 = boto3.client("s3")


def fetch(bucket, key):
    return s3.get_object(Bucket=bucket, Key=key)


def fetch_through(bucket, key):
    return fetch(bucket, key)


class Reader:
    def __init__(self, bucket="py-default"):
        self.bucket = bucket

    # The parameter has the name of the constructor's, and is another.
    def read(self, bucket):
        return fetch(self.bucket, bucket)


class Handing(Reader):
    def __init__(self):
        super().__init__("py-handed-up")


class Inheriting(Reader):
    pass


class Overriding(Reader):
    bucket = "py-overriding"

    def __init__(self):
        pass


class Filled:
    def __init__(self, **fields):
        self.bucket = "py-filled"
        for key, value in fields.items():
            setattr(self, key, value)

    def read(self, key):
        return fetch(self.bucket, key)


class Replaced:
    def __init__(self, bucket="py-replaced"):
        self.bucket = bucket

    def read(self, key):
        return fetch(self.bucket, key)


class Alone:
    def __init__(self, bucket="py-alone"):
        self.bucket = bucket

    def read(self, key):
        return fetch(self.bucket, key)


class Stored:
    def __init__(self, bucket="py-stored"):
        self.bucket = bucket

    def read(self, key):
        return fetch(self.bucket, key)


class Keeper:
    def __init__(self, stored: Stored):
        self.stored = stored

    def read(self, key):
        return self.stored.read(key)


class Api:
    def __init__(self, base="https://default.example.com"):
        self.base = base

    def get(self, path):
        return requests.get(f"{self.base}/{path}").text


instance = Reader("py-instance")
by_name = Reader(bucket="py-by-name")
replaced = Replaced()
kept = Keeper(Stored("py-kept"))
unused = Stored()
options = {"bucket": "py-spread"}


@function_tool
def py_default(key: str):
    return Reader().read(key)


@function_tool
def py_by_place(key: str):
    return Reader("py-by-place").read(key)


@function_tool
def py_chosen_by_place(key: str, which: str):
    return Reader(which).read(key)


@function_tool
def py_chosen_by_name(key: str, which: str):
    return Reader(bucket=which).read(key)


@function_tool
def py_chosen_or_written(key: str, which: str = "py-not-all"):
    return Reader(which).read(key)


@function_tool
def py_instance(key: str):
    return instance.read(key)


@function_tool
def py_by_name(key: str):
    return by_name.read(key)


@function_tool
def py_handed_up(key: str):
    return Handing().read(key)


@function_tool
def py_inheriting(key: str, which: str):
    return Inheriting(which).read(key)


@function_tool
def py_overriding(key: str):
    return Overriding().read(key)


@function_tool
def py_filled(key: str, which: str):
    return Filled(bucket=which).read(key)


@function_tool
def py_replaced(key: str, which: str):
    replaced.bucket = which
    return replaced.read(key)


@function_tool
def py_spread(key: str):
    return Reader(**options).read(key)


# Which of the objects is kept is not followed: it is each that is made.
@function_tool
def py_any_made(key: str):
    return kept.read(key)


@function_tool
def py_no_callers(reader: Alone, key: str):
    return reader.read(key)


@function_tool
def py_two_calls(key: str):
    return [fetch("py-first", key), fetch("py-second", key)]


# The first call of `fetch_through` comes to nothing that was not come to before.
@function_tool
def py_two_ways(key: str):
    first = [fetch("py-first", key), fetch_through("py-first", key)]
    return first + [fetch_through("py-second", key)]


@function_tool
def py_host_by_default(path: str):
    return Api().get(path)


@function_tool
def py_host_written(path: str):
    return Api("https://written.example.net").get(path)


@function_tool
def py_host_chosen(address: str):
    return Api(address).get("status")


agent = Agent(
    name="readers",
    instructions="Read.",
    tools=[
        py_default,
        py_by_place,
        py_chosen_by_place,
        py_chosen_by_name,
        py_chosen_or_written,
        py_instance,
        py_by_name,
        py_handed_up,
        py_inheriting,
        py_overriding,
        py_filled,
        py_replaced,
        py_spread,
        py_any_made,
        py_no_callers,
        py_two_calls,
        py_two_ways,
        py_host_by_default,
        py_host_written,
        py_host_chosen,
    ],
)
