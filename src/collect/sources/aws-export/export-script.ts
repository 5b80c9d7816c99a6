import { READ_CALLS } from './read-calls.ts';

/** `service:command` of every call the script may make: the list that it prints and that it checks itself against. */
export const ALLOWED_CALLS: readonly string[] = Object.entries(READ_CALLS)
  .flatMap(([service, commands]) => commands.map((command) => `${service}:${command}`))
  .sort();

/** The script is read before it is run, so it says first what it does and what it leaves behind. */
const HEAD = `#!/bin/sh
# Collects what Sightline reads of one AWS account, with the AWS CLI and nothing else.
#
#   sh collect-aws.sh [region ...]      the CLI's own region where none is named
#
# It only lists, gets and describes: every call is checked against the list below, and nothing is sent anywhere. A call
# that fails is written down as failed, and the next one is made. Run it once in each account; for the organisation's
# policies run it in the management account too. SecurityAudit and the read rights named by the failures are enough.
#
# The outputs hold whatever your functions keep in their environment variables. They are written for you alone
# (umask 077); delete them after the scan.
set -u
umask 077
`;

/**
 * POSIX sh: it must run in CloudShell and on laptops alike. Names reach the loops one a line and quoted, so that
 * none of them can become a word of the shell; standard input is closed for the CLI, which would otherwise eat the
 * list.
 */
const BODY = `
out=\${SIGHTLINE_EXPORT_DIR:-aws-export}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM
number=0
failed=0

# One JSON string; control characters become blanks.
json_string() {
  printf '"%s"' "$(printf '%s' "$1" | tr '\\000-\\037' ' ' | sed -e 's/\\\\/\\\\\\\\/g' -e 's/"/\\\\"/g')"
}

may_call() {
  case " $ALLOWED " in
    *" $1:$2 "*) return 0 ;;
  esac
  echo "refused, not on the list: $1 $2" >&2
  return 1
}

# call <service> <command> [option ...]: runs it and writes one envelope.
call() {
  may_call "$1" "$2" || return 1
  number=$((number + 1))
  file=$out/$account/$(printf '%05d' "$number")-$1-$2.json
  words='"aws"'
  for word in "$@"; do words="$words, $(json_string "$word")"; done
  head=$(printf '"argv": [%s], "account": "%s", "region": "%s", "time": "%s"' \\
    "$words" "$account" "$region" "$(date -u +%Y-%m-%dT%H:%M:%SZ)")
  if aws "$@" --region "$region" --output json --no-cli-pager </dev/null >"$work/out" 2>"$work/err"; then
    [ -s "$work/out" ] || echo '{}' >"$work/out"
    { printf '{%s, "output": ' "$head"; cat "$work/out"; printf '}\\n'; } >"$file"
    return 0
  fi
  failed=$((failed + 1))
  printf '{%s, "output": null, "error": %s}\\n' "$head" "$(json_string "$(cat "$work/err")")" >"$file"
  return 1
}

# names <service> <command> [option ...]: one name a line, for the loops below; --query is among the options.
names() {
  may_call "$1" "$2" || return 0
  aws "$@" --region "$region" --output text --no-cli-pager </dev/null 2>/dev/null | tr '\\t' '\\n' | grep -v -e '^None$' -e '^$'
}

organization() {
  call organizations describe-organization || return 0
  call organizations list-roots || return 0
  names organizations list-roots --query 'Roots[].Id' >"$work/parents"
  while [ -s "$work/parents" ]; do
    : >"$work/below"
    while IFS= read -r parent; do
      call organizations list-accounts-for-parent --parent-id "$parent"
      call organizations list-organizational-units-for-parent --parent-id "$parent"
      names organizations list-organizational-units-for-parent --parent-id "$parent" \\
        --query 'OrganizationalUnits[].Id' >>"$work/below"
    done <"$work/parents"
    mv "$work/below" "$work/parents"
  done
  for type in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
    call organizations list-policies --filter "$type"
    names organizations list-policies --filter "$type" --query 'Policies[].Id' >"$work/policies"
    while IFS= read -r policy; do
      call organizations describe-policy --policy-id "$policy"
      call organizations list-targets-for-policy --policy-id "$policy"
    done <"$work/policies"
  done
}

buckets() {
  call s3control get-public-access-block --account-id "$account"
  call s3api list-buckets
  names s3api list-buckets --query 'Buckets[].Name' >"$work/buckets"
  while IFS= read -r bucket; do
    call s3api get-bucket-location --bucket "$bucket"
    call s3api get-bucket-policy --bucket "$bucket"
    call s3api get-bucket-policy-status --bucket "$bucket"
    call s3api get-bucket-acl --bucket "$bucket"
    call s3api get-bucket-ownership-controls --bucket "$bucket"
    call s3api get-public-access-block --bucket "$bucket"
    call s3api get-bucket-tagging --bucket "$bucket"
    call s3api get-bucket-abac --bucket "$bucket"
    call s3api get-bucket-encryption --bucket "$bucket"
  done <"$work/buckets"
}

functions() {
  call lambda list-functions
  names lambda list-functions --query 'Functions[].FunctionName' >"$work/functions"
  while IFS= read -r function; do
    call lambda get-function --function-name "$function"
    call lambda get-policy --function-name "$function"
    call lambda list-function-url-configs --function-name "$function"
    names lambda list-function-url-configs --function-name "$function" \\
      --query 'FunctionUrlConfigs[].FunctionArn' >"$work/urls"
    # An alias has a policy of its own.
    while IFS= read -r url; do
      case $url in
        *":function:$function:"*) call lambda get-policy --function-name "$function" --qualifier "\${url##*:}" ;;
      esac
    done <"$work/urls"
  done <"$work/functions"
}

tables() {
  call dynamodb list-tables
  names dynamodb list-tables --query 'TableNames[]' >"$work/tables"
  while IFS= read -r table; do
    call dynamodb describe-table --table-name "$table"
    arn=$(names dynamodb describe-table --table-name "$table" --query 'Table.TableArn')
    [ -n "$arn" ] || continue
    call dynamodb list-tags-of-resource --resource-arn "$arn"
    call dynamodb get-resource-policy --resource-arn "$arn"
  done <"$work/tables"
}

secrets() {
  call secretsmanager list-secrets
  names secretsmanager list-secrets --query 'SecretList[].ARN' >"$work/secrets"
  while IFS= read -r secret; do
    call secretsmanager get-resource-policy --secret-id "$secret"
  done <"$work/secrets"
}

keys() {
  names kms list-keys --query 'Keys[].KeyArn' >"$work/keys"
  while IFS= read -r key; do
    call kms get-key-policy --key-id "$key" --policy-name default
  done <"$work/keys"
}

bedrock() {
  call bedrock list-guardrails
  call bedrock-agent list-agents
  names bedrock-agent list-agents --query 'agentSummaries[].agentId' >"$work/agents"
  while IFS= read -r agent; do
    call bedrock-agent get-agent --agent-id "$agent"
    call bedrock-agent list-agent-knowledge-bases --agent-id "$agent" --agent-version DRAFT
  done <"$work/agents"
  call bedrock-agent list-knowledge-bases
  names bedrock-agent list-knowledge-bases --query 'knowledgeBaseSummaries[].knowledgeBaseId' >"$work/bases"
  while IFS= read -r base; do
    call bedrock-agent get-knowledge-base --knowledge-base-id "$base"
    call bedrock-agent list-data-sources --knowledge-base-id "$base"
    names bedrock-agent list-data-sources --knowledge-base-id "$base" \\
      --query 'dataSourceSummaries[].dataSourceId' >"$work/sources"
    while IFS= read -r source; do
      call bedrock-agent get-data-source --knowledge-base-id "$base" --data-source-id "$source"
    done <"$work/sources"
  done <"$work/bases"
}

trails() {
  call cloudtrail describe-trails
  names cloudtrail describe-trails --query 'trailList[].TrailARN' >"$work/trails"
  while IFS= read -r trail; do
    call cloudtrail get-event-selectors --trail-name "$trail"
  done <"$work/trails"
}

[ $# -gt 0 ] || set -- "\${AWS_REGION:-\${AWS_DEFAULT_REGION:-$(aws configure get region)}}"
region=$1
account=$(names sts get-caller-identity --query Account)
if [ -z "$account" ]; then
  echo 'the AWS CLI is not signed in: aws sts get-caller-identity does not answer' >&2
  exit 1
fi
mkdir -p "$out/$account" || exit 1

call iam get-account-authorization-details
organization
buckets
for region in "$@"; do
  functions
  tables
  secrets
  keys
  bedrock
  trails
done
echo "$number calls, $failed of them without an answer, written below $out/$account" >&2
`;

/**
 * A POSIX shell script that collects one account with read-only calls of the AWS CLI, each output in an envelope that
 * says what was asked. It refuses every call that is not in READ_CALLS. The same program prints the same script, so
 * that it can be reviewed once and kept.
 */
export function awsExportScript(): string {
  return `${HEAD}ALLOWED='\n${ALLOWED_CALLS.map((call) => `  ${call}`).join('\n')}\n'\nALLOWED=$(echo $ALLOWED)\n${BODY}`;
}
