import type { FactBatch } from '#model';
import { UNREAD_REASONS } from '#model';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { startRun, type SourceRun } from '../../source-run.ts';
import { addAuthorizationDetails } from './authorization-details.ts';
import { addBedrock } from './bedrock.ts';
import { addBuckets } from './buckets.ts';
import { readCall, type Call } from './call.ts';
import type { ExportRun } from './export-run.ts';
import { addFunctions } from './functions.ts';
import { newestCalls, type NewestCalls } from './newest-calls.ts';
import { addOrganizations } from './organization.ts';
import { addKeyPolicies } from './keys.ts';
import { isReadCall } from './read-calls.ts';
import { addStoresOfPolicies } from './stores-of-policies.ts';
import { addSecrets, addTables } from './tables-and-secrets.ts';
import { takenTimes } from './taken-times.ts';

const declaration: SourceDeclaration = {
  name: 'aws-export',
  plane: 'granted',
  targetKinds: ['aws-export'],
  needs: ['outputs of the read-only calls that `sightline sources export aws` prints'],
  reads: [
    'envelopes {argv, account, region, time, output} of iam, organizations, s3api, s3control, kms, lambda, dynamodb, secretsmanager, bedrock and bedrock-agent',
    'bare get-account-authorization-details and list-buckets outputs',
  ],
  enumerates: [
    'users, groups, roles and their identity, boundary and trust policies of an account (account:<id>)',
    'the same for one principal where another of the account could not be read (node:<ARN>)',
    'SCPs and RCPs above an account whose way to the root is known (account:<id>)',
    'buckets of an account (account:<id>)',
    'the resource policy, and the ACL of a bucket, of a resource that was asked for it (node:<ARN>)',
    'runs-as of a function, agent and knowledge base, protected-by of an agent (node:<ARN>)',
  ],
  cannotSee: [
    'resources of services that were not asked',
    'ACLs of objects, access points, session policies, service-specific grants such as KMS grants',
    'regions that were not asked',
  ],
  nodeKinds: [
    ...([
      'account',
      'cloud-role',
      'cloud-user',
      'group',
      'cloud-service',
      'federated-trust',
      'third-party',
    ] as const),
    ...(['bucket', 'table', 'secret-location', 'function', 'image', 'internet'] as const),
    ...(['agent', 'model', 'knowledge-base', 'guardrail'] as const),
    ...(['api-key', 'access-key', 'token', 'certificate'] as const),
  ],
  edgeKinds: [
    ...(['member-of', 'trusts', 'runs-as', 'exposes', 'deployed-as', 'has-secret'] as const),
    ...(['uses-model', 'protected-by', 'retrieves-from', 'ingested-from'] as const),
  ],
  loses: { by: UNREAD_REASONS, kinds: [] },
};

/** What an AWS organisation grants, from saved outputs of the AWS CLI. */
export const awsExport: Source = { declaration, collect };

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  // Grouped once: readers ask for the calls of one command at a time, in the order in which the files were read.
  const byCommand = new Map<string, Call[]>();
  const { calls, organizations } = readCalls(run);
  for (const call of calls) {
    const command = `${call.service} ${call.command}`;
    // Also keeps an export of something else, such as secrets, from being looked into.
    if (!isReadCall(call.service, call.command)) {
      run.gap(call.path, 'unsupported', `${run.input.inspector.redact(command).slice(0, 80)} is not read`);
      continue;
    }
    byCommand.set(command, [...(byCommand.get(command) ?? []), call]);
  }
  const exported: ExportRun = {
    run,
    calls: (service, command) => byCommand.get(`${service} ${command}`) ?? [],
    organizationOf: ({ account }) => organizations.get(account ?? '') ?? account,
  };
  // The order is that of the report's gaps; facts merge in any.
  addOrganizations(exported);
  addAuthorizationDetails(exported);
  addBuckets(exported);
  addTables(exported);
  addSecrets(exported);
  addStoresOfPolicies(exported);
  // After the stores: a variable that holds the name of one is told by it.
  addFunctions(exported);
  addKeyPolicies(exported);
  addBedrock(exported);
  const { facts, coverage } = run.batch();
  const taken = takenTimes([...byCommand.values()].flat());
  return Promise.resolve({ facts, coverage: coverage.map((one) => ({ ...one, taken })) });
}

/** Only JSON is looked at; what else lies in the folder is counted as seen and not read. */
function readCalls(run: SourceRun): NewestCalls {
  const calls: Call[] = [];
  for (const path of run.input.files.paths.filter((name) => name.endsWith('.json'))) {
    const text = run.text(path);
    if (text === null) continue;
    const call = readCall(path, text);
    if (call.ok) calls.push(call.value);
    else run.gap(path, call.error.reason, call.error.detail);
  }
  // Before any of them is read: a call that a newer one replaces must leave no fact.
  const newest = newestCalls(calls);
  for (const gap of newest.gaps) run.gap(gap.where, gap.reason, gap.detail);
  return newest;
}
