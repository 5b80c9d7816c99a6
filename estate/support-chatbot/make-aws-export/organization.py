"""The organisation: its tree and the policies that bind the accounts."""

import json

from authorization import ADMIN_DOC
from envelope import DATA, MANAGEMENT, ORG, OU, ROOT, WORKLOAD, document, envelope


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
