import boto3

boto3.setup_default_session(profile_name="lake-reader")
