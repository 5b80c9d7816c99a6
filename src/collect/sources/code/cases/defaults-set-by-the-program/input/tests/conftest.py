import os

os.environ["OTHER_BUCKET"] = "example-of-tests"
