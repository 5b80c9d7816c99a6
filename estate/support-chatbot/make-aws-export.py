"""Writes aws-export/: what the AWS CLI would print about the two accounts of this story.

The story (roles, policies, buckets) stands here once; ids and checksums are derived from names, so that running this
again gives the same bytes. Shapes follow the AWS CLI v2 command reference. Usage: python3 make-aws-export.py
"""

import hashlib
import json
import pathlib
import shutil

HERE = pathlib.Path(__file__).parent
OUT = HERE / "aws-export"
REGION = "eu-west-1"
WORKLOAD, DATA, MANAGEMENT = "111122223333", "444455556666", "777788889999"
ORG, ROOT, OU = "o-fr7k2m9q4x", "r-fr01", "ou-fr01-wklds7q2"


# ---------------------------------------------------------------- ids and envelopes


def iam_id(prefix: str, name: str) -> str:
    """A unique id in IAM's form: a four-letter prefix and 17 characters of base 32."""
    digest = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")
    return prefix + "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(digest >> (5 * i)) & 31] for i in range(17))


def uuid(name: str) -> str:
    """A stable id in UUID form."""
    h = hashlib.sha256(name.encode()).hexdigest()
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


clock = 0


def envelope(account: str, name: str, argv: str, output, error: str | None = None) -> None:
    """One command, one file. A command that failed has `output: null` and what it printed to stderr."""
    global clock
    clock += 2
    body = {
        "argv": ["aws", *argv.split()],
        "account": account,
        "region": REGION,
        "time": f"2026-11-21T07:{30 + clock // 60:02}:{clock % 60:02}Z",
        "output": output,
    }
    if error is not None:
        body["error"] = error
    write(account, name, body)


def write(account: str, name: str, body) -> None:
    path = OUT / account / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body, indent=4) + "\n")


def document(*statements: dict) -> dict:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(sid: str, action, resource, **rest) -> dict:
    return {"Sid": sid, "Effect": "Allow", "Action": action, "Resource": resource, **rest}


# ---------------------------------------------------------------- IAM


def arn(account: str, kind: str, name: str) -> str:
    return f"arn:aws:iam::{account}:{kind}/{name}"


def managed(account: str, name: str, doc: dict, attached: int, as_boundary: int = 0, path: str = "/", version: str = "v1") -> dict:
    owner = "aws" if account == "aws" else account
    return {
        "PolicyName": name,
        "PolicyId": iam_id("ANPA", owner + name),
        "Arn": f"arn:aws:iam::{owner}:policy{path}{name}",
        "Path": path,
        "DefaultVersionId": version,
        "AttachmentCount": attached,
        "PermissionsBoundaryUsageCount": as_boundary,
        "IsAttachable": True,
        "CreateDate": "2025-03-04T10:12:45+00:00",
        "UpdateDate": "2026-05-19T08:41:02+00:00",
        "PolicyVersionList": [
            {"Document": doc, "VersionId": version, "IsDefaultVersion": True, "CreateDate": "2026-05-19T08:41:02+00:00"}
        ],
    }


def role(account: str, name: str, trust: dict, inline: dict | None = None, attached=(), boundary: str | None = None,
         last_used: str | None = None, path: str = "/", tags: dict | None = None) -> dict:
    body = {
        "Path": path,
        "RoleName": name,
        "RoleId": iam_id("AROA", account + name),
        "Arn": f"arn:aws:iam::{account}:role{path}{name}",
        "CreateDate": "2026-06-18T13:05:11+00:00",
        "AssumeRolePolicyDocument": trust,
        "InstanceProfileList": [],
        "RolePolicyList": [{"PolicyName": name, "PolicyDocument": inline}] if inline else [],
        "AttachedManagedPolicies": [{"PolicyName": a.rsplit("/", 1)[1], "PolicyArn": a} for a in attached],
    }
    if boundary:
        body["PermissionsBoundary"] = {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": boundary}
    body["Tags"] = [{"Key": k, "Value": v} for k, v in (tags or {}).items()]
    body["RoleLastUsed"] = {"LastUsedDate": last_used, "Region": REGION} if last_used else {}
    return body


def service_trust(service: str) -> dict:
    return document({"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"})


WORKLOAD_BOUNDARY = arn(WORKLOAD, "policy", "fr-workload-boundary")
EVAL_BOUNDARY = arn(WORKLOAD, "policy", "fr-eval-boundary")
TEAM_READ = arn(WORKLOAD, "policy", "fr-support-team-read")
LAMBDA_LOGS = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
SYSTEM_TAGS = {"system": "support-chatbot", "environment": "production", "team": "support-platform"}
ORDERS_FUNCTION = f"arn:aws:lambda:{REGION}:{WORKLOAD}:function:support-orders-mcp"
CHATBOT_FUNCTION = f"arn:aws:lambda:{REGION}:{WORKLOAD}:function:support-chatbot"

LOGS_DOC = document(
    {
        "Effect": "Allow",
        "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": "*",
    }
)
ADMIN_DOC = document({"Effect": "Allow", "Action": "*", "Resource": "*"})


def workload_authorization() -> dict:
    roles = [
        role(
            WORKLOAD, "support-chatbot-app", service_trust("lambda.amazonaws.com"),
            inline=document(
                allow("FileTranscripts", ["s3:PutObject", "s3:DeleteObject"], "arn:aws:s3:::fennelrook-support-kb/*"),
                allow("CallOrdersServer", ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"], ORDERS_FUNCTION),
            ),
            attached=[TEAM_READ, LAMBDA_LOGS], boundary=WORKLOAD_BOUNDARY, last_used="2026-11-20T23:41:07+00:00", tags=SYSTEM_TAGS,
        ),
        role(
            WORKLOAD, "support-orders-mcp", service_trust("lambda.amazonaws.com"),
            inline=document(allow("Tables", "dynamodb:*", "*")),
            attached=[TEAM_READ, LAMBDA_LOGS], boundary=WORKLOAD_BOUNDARY, last_used="2026-11-20T23:40:58+00:00", tags=SYSTEM_TAGS,
        ),
        role(
            WORKLOAD, "support-eval-runner", service_trust("lambda.amazonaws.com"),
            inline=document(allow("Everything", ["s3:*", "dynamodb:*", "secretsmanager:*"], "*")),
            boundary=EVAL_BOUNDARY, tags={"team": "support-platform", "environment": "production"},
        ),
        role(
            WORKLOAD, "payroll-runner", service_trust("batch.amazonaws.com"),
            inline=document(
                allow("ReadPayroll", ["s3:GetObject", "s3:ListBucket"],
                      ["arn:aws:s3:::fennelrook-payroll", "arn:aws:s3:::fennelrook-payroll/*"])
            ),
            last_used="2026-10-31T22:00:19+00:00", tags={"team": "people", "environment": "production"},
        ),
        role(
            WORKLOAD, "breakglass-admin",
            document(
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{WORKLOAD}:root"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
                }
            ),
            attached=[ADMINISTRATOR], tags={"team": "cloud-platform"},
        ),
    ]
    policies = [
        managed(WORKLOAD, "fr-workload-boundary", document(
            allow("WorkloadsMay",
                  ["s3:GetObject", "s3:ListBucket", "s3:PutObject", "dynamodb:*", "lambda:InvokeFunction",
                   "lambda:InvokeFunctionUrl", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                  "*")), 0, as_boundary=2, version="v3"),
        managed(WORKLOAD, "fr-eval-boundary", document(
            allow("EvaluationsMay", ["logs:CreateLogStream", "logs:PutLogEvents"], "*"),
            allow("PublicPictures", "s3:GetObject", "arn:aws:s3:::fennelrook-product-images/*")), 0, as_boundary=1),
        managed(WORKLOAD, "fr-support-team-read", document(
            allow("ReadShopBuckets", ["s3:GetObject", "s3:ListBucket"],
                  ["arn:aws:s3:::fennelrook-*", "arn:aws:s3:::fennelrook-*/*"]),
            allow("TeamSecrets", "secretsmanager:*", "*")), 2, version="v2"),
        managed("aws", "AWSLambdaBasicExecutionRole", LOGS_DOC, 2, path="/service-role/"),
        managed("aws", "AdministratorAccess", ADMIN_DOC, 1),
    ]
    user = {
        "Path": "/",
        "UserName": "nina.rook",
        "UserId": iam_id("AIDA", "nina.rook"),
        "Arn": arn(WORKLOAD, "user", "nina.rook"),
        "CreateDate": "2025-09-01T07:30:00+00:00",
        "UserPolicyList": [],
        "GroupList": ["analysts"],
        "AttachedManagedPolicies": [],
        "Tags": [],
    }
    group = {
        "Path": "/",
        "GroupName": "analysts",
        "GroupId": iam_id("AGPA", "analysts"),
        "Arn": arn(WORKLOAD, "group", "analysts"),
        "CreateDate": "2025-09-01T07:28:00+00:00",
        "GroupPolicyList": [
            {
                "PolicyName": "read-pictures",
                "PolicyDocument": document(allow("Pictures", "s3:GetObject", "arn:aws:s3:::fennelrook-product-images/*")),
            }
        ],
        "AttachedManagedPolicies": [],
    }
    return {"UserDetailList": [user], "GroupDetailList": [group], "RoleDetailList": roles, "Policies": policies}


def data_authorization() -> dict:
    roles = [
        role(
            DATA, "lake-etl", service_trust("glue.amazonaws.com"),
            inline=document(
                allow("Lake", ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
                      ["arn:aws:s3:::fennelrook-lake", "arn:aws:s3:::fennelrook-lake/*"])
            ),
            last_used="2026-11-20T03:10:44+00:00", tags={"team": "data-platform", "environment": "production"},
        )
    ]
    return {"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": roles, "Policies": []}


# ---------------------------------------------------------------- organisation


def organization() -> None:
    def org_arn(kind: str, ident: str) -> str:
        return f"arn:aws:organizations::{MANAGEMENT}:{kind}/{ORG}/{ident}"

    types = [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}, {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]
    run = lambda name, argv, output: envelope(MANAGEMENT, f"organizations-{name}", f"organizations {argv}", output)  # noqa: E731
    run("describe-organization", "describe-organization", {"Organization": {
        "Id": ORG, "Arn": f"arn:aws:organizations::{MANAGEMENT}:organization/{ORG}", "FeatureSet": "ALL",
        "MasterAccountArn": org_arn("account", MANAGEMENT), "MasterAccountId": MANAGEMENT,
        "MasterAccountEmail": "aws-management@fennelrook.example", "AvailablePolicyTypes": types}})
    run("list-roots", "list-roots", {"Roots": [{"Id": ROOT, "Arn": org_arn("root", ROOT), "Name": "Root", "PolicyTypes": types}]})
    run(f"list-organizational-units-for-parent-{ROOT}", f"list-organizational-units-for-parent --parent-id {ROOT}",
        {"OrganizationalUnits": [{"Id": OU, "Arn": org_arn("ou", OU), "Name": "Workloads"}]})
    run(f"list-organizational-units-for-parent-{OU}", f"list-organizational-units-for-parent --parent-id {OU}",
        {"OrganizationalUnits": []})

    def member(ident: str, name: str) -> dict:
        return {"Id": ident, "Arn": org_arn("account", ident), "Email": f"aws-{name}@fennelrook.example", "Name": name,
                "Status": "ACTIVE", "State": "ACTIVE", "JoinedMethod": "CREATED", "JoinedTimestamp": "2025-02-11T09:22:31.415000+00:00"}

    run(f"list-accounts-for-parent-{ROOT}", f"list-accounts-for-parent --parent-id {ROOT}", {"Accounts": [member(MANAGEMENT, "management")]})
    run(f"list-accounts-for-parent-{OU}", f"list-accounts-for-parent --parent-id {OU}",
        {"Accounts": [member(WORKLOAD, "workloads"), member(DATA, "data-platform")]})
    for account in (WORKLOAD, DATA):
        run(f"list-parents-{account}", f"list-parents --child-id {account}", {"Parents": [{"Id": OU, "Type": "ORGANIZATIONAL_UNIT"}]})

    targets = {
        ROOT: {"TargetId": ROOT, "Arn": org_arn("root", ROOT), "Name": "Root", "Type": "ROOT"},
        OU: {"TargetId": OU, "Arn": org_arn("ou", OU), "Name": "Workloads", "Type": "ORGANIZATIONAL_UNIT"},
        **{a: {"TargetId": a, "Arn": org_arn("account", a), "Name": n, "Type": "ACCOUNT"}
           for a, n in ((WORKLOAD, "workloads"), (DATA, "data-platform"), (MANAGEMENT, "management"))},
    }
    everything = list(targets)
    deny_payroll = document({
        "Sid": "OnlyPayrollReadsPayroll", "Effect": "Deny", "Action": ["s3:GetObject*", "s3:ListBucket*"],
        "Resource": ["arn:aws:s3:::fennelrook-payroll", "arn:aws:s3:::fennelrook-payroll/*"],
        "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/payroll-runner"}}})
    protect = document({
        "Sid": "KeepTheOrganisationTogether", "Effect": "Deny",
        "Action": ["organizations:LeaveOrganization", "cloudtrail:StopLogging", "cloudtrail:DeleteTrail"], "Resource": "*"})
    policies = {
        "SERVICE_CONTROL_POLICY": [
            ("p-FullAWSAccess", "FullAWSAccess", "Allows access to every operation", True, ADMIN_DOC, everything),
            ("p-pay4r0ll", "fr-deny-payroll-reads", "Only the payroll job reads the payroll bucket", False, deny_payroll, [OU]),
            ("p-k33p0rg1", "fr-protect-organisation", "Nobody leaves, nobody stops the trail", False, protect, [ROOT]),
        ],
        "RESOURCE_CONTROL_POLICY": [
            ("p-RCPFullAWSAccess", "RCPFullAWSAccess", "Allows all principals access to every resource", True,
             document({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}), everything),
        ],
    }
    for kind, rows in policies.items():
        summaries = []
        for ident, name, text, aws_managed, doc, attached in rows:
            lower = kind.lower()
            policy_arn = (f"arn:aws:organizations::aws:policy/{lower}/{ident}" if aws_managed
                          else f"arn:aws:organizations::{MANAGEMENT}:policy/{ORG}/{lower}/{ident}")
            summary = {"Id": ident, "Arn": policy_arn, "Name": name, "Description": text, "Type": kind, "AwsManaged": aws_managed}
            summaries.append(summary)
            run(f"describe-policy-{ident}", f"describe-policy --policy-id {ident}",
                {"Policy": {"PolicySummary": summary, "Content": json.dumps(doc)}})
            run(f"list-targets-for-policy-{ident}", f"list-targets-for-policy --policy-id {ident}",
                {"Targets": [targets[t] for t in attached]})
        run(f"list-policies-{kind.lower()}", f"list-policies --filter {kind}", {"Policies": summaries})


# ---------------------------------------------------------------- S3


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


# ---------------------------------------------------------------- Lambda


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


# ---------------------------------------------------------------- tables, secrets, Bedrock, trail


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


if __name__ == "__main__":
    main()
