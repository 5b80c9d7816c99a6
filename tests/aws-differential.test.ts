import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsCatalogue, compileAws, type AwsEstate, type AwsRequest } from '#access';
import {
  AWS_POLICY_TYPES,
  parseAwsPolicyDocument,
  type AwsPolicyType,
  type NodeKind,
  type PolicyFact,
} from '#model';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AwsCase } from './aws-oracle/aws-case.ts';
import { documentedCases } from './aws-oracle/documented-cases.ts';
import { evaluateAwsCase } from './aws-oracle/evaluate.ts';
import { randomAwsCases } from './aws-oracle/random-case.ts';

/**
 * Two evaluators of AWS policies that were written apart, from the documentation: access/ and the plain one beside this
 * file. On a difference the documentation decides, and the case is added to src/access/cases.
 */
const CATALOGUE = AwsCatalogue.parse(
  parse(readFileSync(join(import.meta.dirname, '../content/catalog/verbs/aws.yaml'), 'utf8')),
);
const SEED = 20_261_121;
const COUNT = 20_000;

describe('two evaluators of AWS policies', () => {
  it('agree on twenty thousand random requests', () => {
    const differences: string[] = [];
    const decisions = new Map<string, number>();
    for (const [i, aws] of randomAwsCases(SEED, COUNT).entries()) {
      const oracle = evaluateAwsCase(aws);
      const ours = decide(aws);
      decisions.set(ours, (decisions.get(ours) ?? 0) + 1);
      if (ours !== oracle.decision && differences.length < 20) {
        differences.push(
          `#${i}: ours ${ours}, theirs ${oracle.decision} (${oracle.because})\n${JSON.stringify(aws)}`,
        );
      }
    }
    expect(differences.join('\n')).toBe('');
    // Each kind of decision is met often enough for agreement to mean something.
    for (const kind of ['allow', 'explicit-deny', 'implicit-deny']) {
      expect(decisions.get(kind), kind).toBeGreaterThan(COUNT / 20);
    }
  });

  const documented = documentedCases();
  it.each(documented.filter(({ ambiguous }) => !ambiguous))('agree with the documentation: $name', (row) => {
    expect(decide(row.request), `${row.file} ${row.source}`).toBe(row.expect);
  });
});

function decide(aws: AwsCase): string {
  const verdict = compileAws(estateOf(aws), CATALOGUE).decide(requestOf(aws));
  if (verdict.kind === 'deny') return verdict.explicit ? 'explicit-deny' : 'implicit-deny';
  return verdict.kind === 'allow' ? 'allow' : `${verdict.kind} ${JSON.stringify(verdict)}`;
}

/** Keys that we know of principal and resource; to the case a key that it does not list is absent. */
const KNOWN_TO_US = [
  'aws:PrincipalType',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:ResourceOrgPaths',
  's3:ResourceAccount',
  'aws:RequestedRegion',
];

function requestOf(aws: AwsCase): AwsRequest {
  const context: Record<string, string | readonly string[]> = {};
  const given = new Set(Object.keys(aws.context).map((key) => key.toLowerCase()));
  for (const key of KNOWN_TO_US) if (!given.has(key.toLowerCase())) context[key] = [];
  const { session } = aws.policies;
  return {
    principal: aws.principal.arn,
    action: aws.action,
    resource: aws.resource.arn,
    sessionPolicies: session === null || session === undefined ? [] : [documentOf(session)],
    context: { ...context, ...aws.context },
    complete: true,
  };
}

function documentOf(json: unknown): PolicyFact['document'] {
  const parsed = parseAwsPolicyDocument(json);
  if (!parsed.ok) throw new Error(`${parsed.error}: ${JSON.stringify(json)}`);
  return parsed.value;
}

const NOTHING = { Version: '2012-10-17', Statement: [] };
const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** The cases speak of policies alone: nothing in them blocks public access, and no ACL counts. */
const UNBLOCKED = { restrictsPublicPolicy: false };
const NO_ACLS = { aclsDisabled: true };

function estateOf(aws: AwsCase): AwsEstate {
  const { principal, resource, policies } = aws;
  const identity = identityArn(aws);
  const facts: PolicyFact[] = [];
  const attach = (policyType: AwsPolicyType, attachedTo: string, json: unknown): void => {
    if (json === null || json === undefined) return;
    const policy = `p${facts.length}`;
    facts.push({
      fact: 'policy',
      platform: 'aws',
      policyType,
      attachedTo,
      policy,
      document: documentOf(json),
      evidence: [],
    });
  };
  for (const json of policies.identity) attach('identity', identity, json);
  attach('boundary', identity, policies.boundary);
  attach(policies.kind === 'trust' ? 'trust' : 'resource', resource.arn, policies.resource);
  const same = principal.account === resource.account;
  const callerLevels = levelsOf(
    principal.account,
    Math.max(policies.scps.length, same ? policies.rcps.length : 0),
  );
  const ownerLevels = same ? callerLevels : levelsOf(resource.account, policies.rcps.length);
  callerLevels.forEach((level, i) => {
    if (policies.scps.length === 0) return;
    // A level that the case does not list lets everything pass; one that it lists without policy lets nothing.
    const listed = policies.scps[i] ?? [EVERYTHING];
    for (const json of listed.length === 0 ? [NOTHING] : listed) attach('scp', level, json);
  });
  policies.rcps.forEach((listed, i) => {
    for (const json of listed) attach('rcp', ownerLevels[i] ?? '', json);
  });
  const accounts = new Map([
    [
      resource.account,
      {
        ...UNBLOCKED,
        id: resource.account,
        parents: ownerLevels.slice(0, -1),
        managementAccount: false,
      },
    ],
    [
      principal.account,
      {
        ...UNBLOCKED,
        id: principal.account,
        parents: callerLevels.slice(0, -1),
        managementAccount: principal.managementAccount ?? false,
      },
    ],
  ]);
  return {
    policies: facts,
    accounts: [...accounts.values()],
    principals: [
      { arn: identity, account: principal.account, serviceLinked: principal.serviceLinked ?? false },
    ],
    resources: [
      {
        ...UNBLOCKED,
        ...NO_ACLS,
        arn: resource.arn,
        kind: kindOf(resource.arn),
        account: resource.account,
      },
    ],
    seen: [...accounts.keys()].flatMap((id) =>
      AWS_POLICY_TYPES.map((policyType) => ({ policyType, scope: `account:${id}` })),
    ),
    unread: [],
    now: '2026-11-21T00:00:00Z',
  };
}

function kindOf(arn: string): NodeKind {
  if (arn.includes(':s3:')) return 'bucket';
  return arn.includes(':role/') ? 'cloud-role' : 'database';
}

/** Root first, the account last. */
function levelsOf(account: string, count: number): string[] {
  const above = Array.from({ length: Math.max(0, count - 1) }, (_, i) => `level-${i}-of-${account}`);
  return [...above, account];
}

function identityArn(aws: AwsCase): string {
  const { arn, type, roleArn, account } = aws.principal;
  if (type === 'user') return arn;
  return roleArn ?? `arn:aws:iam::${account}:role/${arn.split('/')[1] ?? ''}`;
}
