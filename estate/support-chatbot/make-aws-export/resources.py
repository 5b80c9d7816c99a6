"""Buckets, functions, tables, secrets and the trail, each as its own commands print it."""

import hashlib
import json
import shutil

from authorization import SYSTEM_TAGS, arn
from envelope import DATA, HERE, MANAGEMENT, ORG, OUT, REGION, WORKLOAD, document, envelope, uuid


def statement(sid: str, principal, action, resource, **rest) -> dict:
    return {"Sid": sid, "Effect": "Allow", "Principal": principal, "Action": action, "Resource": resource, **rest}


BLOCKED = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}
OPEN = {key: False for key in BLOCKED}

BUCKETS = {
    WORKLOAD: {
        "crm-exports-fr": {
            "policy": document(
                statement("SupportChatbotReads", {"AWS": arn(WORKLOAD, "role", "support-chatbot-app")},
                          "s3:GetObject", "arn:aws:s3:::crm-exports-fr/*")),
            "block": BLOCKED, "tags": {"team": "crm", "data-class": "customer", "environment": "production"}},
        "fennelrook-payroll": {"policy": None, "block": BLOCKED, "tags": {"team": "people", "data-class": "personnel", "environment": "production"}},
        "fennelrook-product-images": {
            "policy": document(statement("EverybodyReads", "*", "s3:GetObject", "arn:aws:s3:::fennelrook-product-images/*")),
            "block": OPEN, "tags": {"team": "shop", "data-class": "public", "environment": "production"}},
        "fennelrook-support-kb": {"policy": None, "block": BLOCKED, "tags": {**SYSTEM_TAGS, "data-class": "customer"}},
    },
    DATA: {
        "fennelrook-analytics-events": {
            "policy": document(
                statement("WorkloadsRead", {"AWS": f"arn:aws:iam::{WORKLOAD}:root"}, "s3:GetObject",
                          "arn:aws:s3:::fennelrook-analytics-events/*",
                          Condition={"StringEquals": {"aws:PrincipalOrgID": ORG}})),
            "block": BLOCKED, "tags": {"team": "data-platform", "data-class": "internal"}},
        "fennelrook-lake": {"policy": None, "block": BLOCKED, "tags": {"team": "data-platform", "data-class": "customer"}},
        "fennelrook-web-logs": {
            "policy": document(
                statement("WorkloadsReadFromTheirNetwork", {"AWS": f"arn:aws:iam::{WORKLOAD}:root"}, "s3:GetObject",
                          "arn:aws:s3:::fennelrook-web-logs/*",
                          Condition={"StringEquals": {"aws:SourceVpce": "vpce-0f3e1a2b4c5d6e7f8"}})),
            "block": BLOCKED, "tags": {"team": "data-platform", "data-class": "internal"}},
    },
}


def buckets(account: str) -> None:
    rows = BUCKETS[account]
    envelope(account, "s3api-list-buckets", "s3api list-buckets", {
        "Buckets": [{"Name": name, "CreationDate": "2025-04-02T11:09:53+00:00"} for name in rows],
        "Owner": {"ID": hashlib.sha256(account.encode()).hexdigest()},
        "Prefix": None})
    for name, row in rows.items():
        for command, output in (
            ("get-bucket-location", {"LocationConstraint": REGION}),
            ("get-bucket-tagging", {"TagSet": [{"Key": k, "Value": v} for k, v in row["tags"].items()]}),
            ("get-public-access-block", {"PublicAccessBlockConfiguration": row["block"]}),
        ):
            envelope(account, f"s3api-{command}-{name}", f"s3api {command} --bucket {name}", output)
        if row["policy"]:
            envelope(account, f"s3api-get-bucket-policy-{name}", f"s3api get-bucket-policy --bucket {name}", {"Policy": json.dumps(row["policy"])})
        else:
            envelope(account, f"s3api-get-bucket-policy-{name}", f"s3api get-bucket-policy --bucket {name}", None,
                     "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist")


def account_block(account: str) -> None:
    """Only the data account has one: the workload account serves product images to everybody."""
    name, argv = "s3control-get-public-access-block", f"s3control get-public-access-block --account-id {account}"
    if account == DATA:
        envelope(account, name, argv, {"PublicAccessBlockConfiguration": BLOCKED})
    else:
        envelope(account, name, argv, None,
                 "An error occurred (NoSuchPublicAccessBlockConfiguration) when calling the GetPublicAccessBlock operation: "
                 "The public access block configuration was not found")


def bucket_acls(account: str) -> None:
    """All were made after April 2023, when S3 began to switch ACLs off for new buckets: the list names the owner alone."""
    owner = {"ID": hashlib.sha256(account.encode()).hexdigest()}
    for name in BUCKETS[account]:
        envelope(account, f"s3api-get-bucket-acl-{name}", f"s3api get-bucket-acl --bucket {name}", {
            "Owner": owner, "Grants": [{"Grantee": {**owner, "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}]})
        envelope(account, f"s3api-get-bucket-ownership-controls-{name}", f"s3api get-bucket-ownership-controls --bucket {name}",
                 {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}})


FUNCTIONS = {
    "support-chatbot": {
        "role": "support-chatbot-app", "memory": 1024, "timeout": 60, "tag": "2.8.1", "auth": "NONE", "mode": "BUFFERED",
        "url": "https://n4c6vbzs2kq8xw3hjt5rmdy7ae90pfgl.lambda-url.eu-west-1.on.aws/",
        "variables": {
            "CRM_EXPORTS_BUCKET": "crm-exports-fr",
            "MISTRAL_API_KEY": "notreal0notreal1notreal2notreal3",
            "ORDERS_MCP_URL": "https://q7w2kx4nd3uvh5r6ztfmcb2ae40lyjsp.lambda-url.eu-west-1.on.aws/mcp",
            "TICKETS_API_TOKEN": "tbarn_notreal_8c1f6b2d9e4a7053",
        },
        "cors": {"AllowHeaders": ["content-type"], "AllowMethods": ["POST"], "AllowOrigins": ["https://www.fennelrook.example"], "MaxAge": 3600},
    },
    "support-orders-mcp": {
        "role": "support-orders-mcp", "memory": 512, "timeout": 30, "tag": "1.4.0", "auth": "AWS_IAM", "mode": "RESPONSE_STREAM",
        "url": "https://q7w2kx4nd3uvh5r6ztfmcb2ae40lyjsp.lambda-url.eu-west-1.on.aws/",
        "variables": {"RELEASE": '{"tag": "1.4.0"}'}, "cors": None,
    },
}


def function_arn(name: str) -> str:
    return f"arn:aws:lambda:{REGION}:{WORKLOAD}:function:{name}"


def functions() -> None:
    configurations = {}
    for name, row in FUNCTIONS.items():
        digest = hashlib.sha256(f"{name}:{row['tag']}".encode()).hexdigest()
        configurations[name] = {
            "FunctionName": name, "FunctionArn": function_arn(name), "Role": arn(WORKLOAD, "role", row["role"]), "CodeSize": 0,
            "Description": "", "Timeout": row["timeout"], "MemorySize": row["memory"], "LastModified": "2026-11-12T09:14:02.000+0000",
            "CodeSha256": digest, "Version": "$LATEST", "Environment": {"Variables": row["variables"]},
            "TracingConfig": {"Mode": "PassThrough"}, "RevisionId": uuid(name), "PackageType": "Image", "Architectures": ["x86_64"],
            "EphemeralStorage": {"Size": 512}, "SnapStart": {"ApplyOn": "None", "OptimizationStatus": "Off"},
            "LoggingConfig": {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}"}}
    envelope(WORKLOAD, "lambda-list-functions", "lambda list-functions", {"Functions": list(configurations.values())})
    for name, row in FUNCTIONS.items():
        image = f"{WORKLOAD}.dkr.ecr.{REGION}.amazonaws.com/{name}"
        configuration = {**configurations[name], "State": "Active", "LastUpdateStatus": "Successful"}
        envelope(WORKLOAD, f"lambda-get-function-{name}", f"lambda get-function --function-name {name}", {
            "Configuration": configuration,
            "Code": {"RepositoryType": "ECR", "ImageUri": f"{image}:{row['tag']}",
                     "ResolvedImageUri": f"{image}@sha256:{configuration['CodeSha256']}"},
            "Tags": SYSTEM_TAGS})
        url = {"FunctionUrl": row["url"], "FunctionArn": function_arn(name), "CreationTime": "2026-06-18T13:20:44.120Z",
               "LastModifiedTime": "2026-06-18T13:20:44.120Z", "AuthType": row["auth"], "InvokeMode": row["mode"]}
        if row["cors"]:
            url["Cors"] = row["cors"]
        envelope(WORKLOAD, f"lambda-list-function-url-configs-{name}", f"lambda list-function-url-configs --function-name {name}",
                 {"FunctionUrlConfigs": [url]})
        if row["auth"] == "NONE":
            policy = {"Version": "2012-10-17", "Id": "default", "Statement": [
                {"Sid": "FunctionURLAllowPublicAccess", "Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunctionUrl",
                 "Resource": function_arn(name), "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}},
                {"Sid": "FunctionURLInvokeAllowPublicAccess", "Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunction",
                 "Resource": function_arn(name), "Condition": {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}}}]}
            envelope(WORKLOAD, f"lambda-get-policy-{name}", f"lambda get-policy --function-name {name}",
                     {"Policy": json.dumps(policy), "RevisionId": uuid(name + "policy")})
        else:
            envelope(WORKLOAD, f"lambda-get-policy-{name}", f"lambda get-policy --function-name {name}", None,
                     "An error occurred (ResourceNotFoundException) when calling the GetPolicy operation: The resource you requested does not exist.")
    envelope(DATA, "lambda-list-functions", "lambda list-functions", {"Functions": []})


TABLES = {"fennelrook-carts": "internal", "fennelrook-customers": "customer", "fennelrook-orders": "customer"}


def tables() -> None:
    envelope(WORKLOAD, "dynamodb-list-tables", "dynamodb list-tables", {"TableNames": list(TABLES)})
    for name, data_class in TABLES.items():
        table = f"arn:aws:dynamodb:{REGION}:{WORKLOAD}:table/{name}"
        envelope(WORKLOAD, f"dynamodb-list-tags-of-resource-{name}", f"dynamodb list-tags-of-resource --resource-arn {table}",
                 {"Tags": [{"Key": "data-class", "Value": data_class}, {"Key": "environment", "Value": "production"}]})
        envelope(WORKLOAD, f"dynamodb-get-resource-policy-{name}", f"dynamodb get-resource-policy --resource-arn {table}", None,
                 "An error occurred (PolicyNotFoundException) when calling the GetResourcePolicy operation: "
                 f"Resource-based policy not found for the provided ResourceArn: {table}")
    envelope(DATA, "dynamodb-list-tables", "dynamodb list-tables", {"TableNames": []})


def secrets() -> None:
    secret = f"arn:aws:secretsmanager:{REGION}:{WORKLOAD}:secret:support/tickets-admin-Qx7TmB"
    envelope(WORKLOAD, "secretsmanager-list-secrets", "secretsmanager list-secrets", {"SecretList": [{
        "ARN": secret, "Name": "support/tickets-admin", "Description": "Administrator of the ticket system; used by hand",
        "LastChangedDate": "2026-03-11T15:02:37.512000+00:00", "LastAccessedDate": "2026-11-02T00:00:00+00:00",
        "Tags": [{"Key": "team", "Value": "support-platform"}],
        "SecretVersionsToStages": {uuid("tickets-admin"): ["AWSCURRENT"]}, "CreatedDate": "2026-03-11T15:02:37.301000+00:00"}]})
    envelope(WORKLOAD, "secretsmanager-get-resource-policy-support-tickets-admin",
             f"secretsmanager get-resource-policy --secret-id {secret}", {"ARN": secret, "Name": "support/tickets-admin"})
    envelope(DATA, "secretsmanager-list-secrets", "secretsmanager list-secrets", {"SecretList": []})


def bedrock() -> None:
    for account in (WORKLOAD, DATA):
        envelope(account, "bedrock-list-guardrails", "bedrock list-guardrails", {"guardrails": []})
        envelope(account, "bedrock-agent-list-agents", "bedrock-agent list-agents", {"agentSummaries": []})
        envelope(account, "bedrock-agent-list-knowledge-bases", "bedrock-agent list-knowledge-bases", {"knowledgeBaseSummaries": []})


def trail() -> None:
    trail_arn = f"arn:aws:cloudtrail:{REGION}:{MANAGEMENT}:trail/fr-org-trail"

    def selector(name: str, **fields) -> dict:
        return {"Name": name, "FieldSelectors": [{"Field": key.replace("_", "."), "Equals": [value]} for key, value in fields.items()]}

    envelope(MANAGEMENT, "cloudtrail-describe-trails", "cloudtrail describe-trails", {"trailList": [{
        "Name": "fr-org-trail", "S3BucketName": "fennelrook-org-trail", "IncludeGlobalServiceEvents": True, "IsMultiRegionTrail": True,
        "HomeRegion": REGION, "TrailARN": trail_arn, "LogFileValidationEnabled": True, "HasCustomEventSelectors": True,
        "HasInsightSelectors": False, "IsOrganizationTrail": True}]})
    envelope(MANAGEMENT, "cloudtrail-get-event-selectors", f"cloudtrail get-event-selectors --trail-name {trail_arn}", {
        "TrailARN": trail_arn,
        "AdvancedEventSelectors": [
            selector("Management events", eventCategory="Management"),
            selector("Objects in every bucket", eventCategory="Data", resources_type="AWS::S3::Object"),
            selector("Items in every table", eventCategory="Data", resources_type="AWS::DynamoDB::Table"),
        ]})
    shutil.copy(OUT / MANAGEMENT / "cloudtrail-get-event-selectors.json", HERE / "telemetry" / "cloudtrail-event-selectors.json")
    shutil.copy(OUT / MANAGEMENT / "cloudtrail-describe-trails.json", HERE / "telemetry" / "cloudtrail-describe-trails.json")
