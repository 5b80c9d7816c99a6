/**
 * Every call of the AWS CLI that this source understands, by service: what the printed script may run, and nothing else
 * may. All of them read.
 *
 * The calls of cloudtrail are read by the room runtime, where the trail's events are: here they are collected only.
 * That of sts tells the script whose account it is in.
 */
export const READ_CALLS: Readonly<Record<string, readonly string[]>> = {
  // One answer for users, groups, roles and their policies, so that they fit each other.
  iam: ['get-account-authorization-details'],
  organizations: [
    'describe-organization',
    'describe-policy',
    'list-accounts',
    'list-accounts-for-parent',
    'list-organizational-units-for-parent',
    'list-parents',
    'list-policies',
    'list-policies-for-target',
    'list-roots',
    'list-targets-for-policy',
  ],
  s3api: [
    'get-bucket-abac',
    'get-bucket-acl',
    'get-bucket-encryption',
    'get-bucket-location',
    'get-bucket-ownership-controls',
    'get-bucket-policy',
    'get-bucket-policy-status',
    'get-bucket-tagging',
    'get-public-access-block',
    'list-buckets',
  ],
  s3control: ['get-public-access-block'],
  // Policies of the keys that buckets, tables and secrets are under.
  kms: ['get-key-policy', 'list-keys'],
  lambda: [
    'get-function',
    'get-function-configuration',
    'get-function-url-config',
    'get-policy',
    'list-event-source-mappings',
    'list-function-url-configs',
    'list-functions',
  ],
  dynamodb: ['describe-table', 'get-resource-policy', 'list-tables', 'list-tags-of-resource'],
  secretsmanager: ['get-resource-policy', 'list-secrets'],
  bedrock: ['list-foundation-models', 'list-guardrails'],
  'bedrock-agent': [
    'get-agent',
    'get-data-source',
    'get-knowledge-base',
    'list-agent-knowledge-bases',
    'list-agents',
    'list-data-sources',
    'list-knowledge-bases',
  ],
  cloudtrail: ['describe-trails', 'get-event-selectors'],
  sts: ['get-caller-identity'],
};

/** Own properties alone: the names come from a file, and `constructor` is a property of every object. */
export function isReadCall(service: string, command: string): boolean {
  return Object.hasOwn(READ_CALLS, service) && READ_CALLS[service]?.includes(command) === true;
}
