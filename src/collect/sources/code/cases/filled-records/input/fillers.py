"""What puts something into records that it is handed."""


def fill_far(given: dict, bucket: str) -> None:
    given["Bucket"] = bucket


def fill_through(record: dict, bucket: str) -> None:
    fill_far(record, bucket)


def fill_fixed(given: dict) -> None:
    given["Bucket"] = "example-fill-fixed"


def fill_key(given: dict) -> None:
    given["Key"] = "index"
