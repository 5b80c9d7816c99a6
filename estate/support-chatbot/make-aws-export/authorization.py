"""The principals of both accounts, as `aws iam get-account-authorization-details` prints them."""

from envelope import DATA, REGION, WORKLOAD, allow, document, iam_id


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
