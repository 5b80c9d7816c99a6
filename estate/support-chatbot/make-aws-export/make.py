"""Writes ../aws-export: what the AWS CLI would print about the two accounts of this story.

The story (roles, policies, buckets) stands here once; ids and checksums are derived from names, so that running this
again gives the same bytes. Shapes follow the AWS CLI v2 command reference. Usage: python3 make-aws-export/make.py
"""

import shutil

from authorization import data_authorization, workload_authorization
from envelope import DATA, HERE, OUT, WORKLOAD, envelope, write
from organization import organization
from resources import account_block, bedrock, bucket_acls, buckets, functions, secrets, tables, trail


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    (HERE / "telemetry").mkdir(exist_ok=True)
    # Bare, as somebody would save it by hand: this output says what it is.
    write(WORKLOAD, "account-authorization-details", workload_authorization())
    envelope(DATA, "iam-get-account-authorization-details", "iam get-account-authorization-details", data_authorization())
    organization()
    for account in (WORKLOAD, DATA):
        buckets(account)
    functions()
    tables()
    secrets()
    bedrock()
    trail()
    for account in (WORKLOAD, DATA):
        account_block(account)
    for account in (WORKLOAD, DATA):
        bucket_acls(account)


if __name__ == "__main__":
    main()
