import boto3

boto3.setup_default_session(profile_name="lake-reader")

import lake  # noqa: E402

lake.mcp.run()
