import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAws, AwsCatalogue, type AwsEstate } from '../../src/access/index.ts';
import { parseAwsPolicyDocument, type PolicyFact } from '../../src/model/index.ts';

/** Figures by name; times in milliseconds. */
interface BenchResult {
  readonly name: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** Four members of one organisation, so that paths cross accounts. */
const ACCOUNTS = ['111111111111', '222222222222', '333333333333', '444444444444'];
/** The size that the budget is of. */
const PRINCIPALS = 2_000;
/** The first runs are slow while the runtime still compiles our code; they are reported apart. */
const WARM_UP = 8;
/** Their median is reported. */
const RUNS = 7;

/** A fixed sequence, so that every run measures the same estate. */
function sequence(seed: number): (below: number) => number {
  // Linear congruential, constants of Numerical Recipes; nothing here needs better.
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

/** Through the parser that exports go through: what is measured is what is met. */
function policy(policyType: PolicyFact['policyType'], attachedTo: string, statements: unknown[]): PolicyFact {
  const parsed = parseAwsPolicyDocument({ Version: '2012-10-17', Statement: statements });
  if (!parsed.ok) throw new Error(parsed.error);
  const name = `${policyType}-policy`;
  return {
    fact: 'policy',
    platform: 'aws',
    policyType,
    attachedTo,
    policy: name,
    document: parsed.value,
    evidence: [],
  };
}

/** Statements in the spelling of AWS. */
const allow = (Action: unknown, Resource: unknown, Condition?: unknown): unknown => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const deny = (Action: unknown, Resource: unknown, Condition: unknown, Principal?: unknown): unknown => ({
  Effect: 'Deny',
  Action,
  Resource,
  Condition,
  ...(Principal === undefined ? {} : { Principal }),
});

/** 86 of them, in every account, of the four kinds that people ask about. */
function resourcesOf(): AwsEstate['resources'] {
  const many = <T>(count: number, make: (i: number, account: string) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i, ACCOUNTS[i % 4] ?? ''));
  const tags = (i: number): Record<string, string> => ({ team: `t${i % 20}` });
  return [
    ...many(40, (i, account) => ({
      arn: `arn:aws:s3:::data-${i}`,
      kind: 'bucket' as const,
      account,
      tags: tags(i),
    })),
    ...many(16, (i, account) => ({
      arn: `arn:aws:dynamodb:eu-west-1:${account}:table/t${i}`,
      kind: 'table' as const,
      account,
      tags: tags(i),
    })),
    ...many(14, (i, account) => ({
      arn: `arn:aws:lambda:eu-west-1:${account}:function:f${i}`,
      kind: 'function' as const,
      account,
    })),
    ...many(16, (i, account) => ({
      arn: `arn:aws:secretsmanager:eu-west-1:${account}:secret:s${i}-AbCdEf`,
      kind: 'secret-location' as const,
      account,
      tags: tags(i),
    })),
  ];
}

/** Conditions on the caller, the resource, the network and the time, as estates hold them. */
function identityStatements(next: (below: number) => number, account: string): unknown[] {
  const bucket = `arn:aws:s3:::data-${next(40)}`;
  const statements = [
    allow(['s3:GetObject', 's3:ListBucket'], [bucket, `${bucket}/*`]),
    allow('dynamodb:*', `arn:aws:dynamodb:*:${account}:table/t${next(20)}*`),
  ];
  // One in so many, so that the share of policies with conditions stays the same over runs.
  if (next(3) === 0)
    statements.push(allow('s3:*', 'arn:aws:s3:::data-1*', { Bool: { 'aws:SecureTransport': 'true' } }));
  if (next(4) === 0) {
    statements.push(
      allow('secretsmanager:GetSecretValue', '*', {
        StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' },
      }),
    );
  }
  if (next(5) === 0)
    statements.push(allow('s3:PutObject', `arn:aws:s3:::data-${next(40)}/\${aws:username}/*`));
  if (next(6) === 0) {
    statements.push(
      deny('s3:Delete*', '*', { DateLessThan: { 'aws:TokenIssueTime': '2024-01-01T00:00:00Z' } }),
    );
  }
  return statements;
}

/** 2,000 users and roles with 500 distinct policies, boundaries, SCPs at three levels, and a policy on every bucket. */
function benchEstate(): AwsEstate {
  const next = sequence(7);
  const resources = resourcesOf();
  // Policies are shared in estates, and compiling them once is what is hoped for.
  const shared = Array.from({ length: 500 }, (_, i) => identityStatements(next, ACCOUNTS[i % 4] ?? ''));
  const principals = Array.from({ length: PRINCIPALS }, (_, i) => {
    const account = ACCOUNTS[i % 4] ?? '';
    const kind = i % 5 === 0 ? 'user' : 'role';
    return {
      arn: `arn:aws:iam::${account}:${kind}/p${i}`,
      account,
      serviceLinked: false,
      tags: { team: `t${i % 20}` },
    };
  });
  const policies = principals.flatMap(({ arn }, i) => [
    policy('identity', arn, shared[i % 500] ?? []),
    ...(i % 3 === 0 ? [policy('identity', arn, shared[next(500)] ?? [])] : []),
    ...(i % 4 === 0
      ? [policy('boundary', arn, [allow(['s3:*', 'dynamodb:Get*', 'secretsmanager:*'], '*')])]
      : []),
  ]);
  // FullAWSAccess on every level, as AWS attaches it.
  for (const level of ['r-1', 'ou-1', ...ACCOUNTS]) policies.push(policy('scp', level, [allow('*', '*')]));
  // Guards on principals and organisations, as baselines hold them.
  const outside = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/p*' } };
  policies.push(policy('scp', 'ou-1', [deny('dynamodb:Delete*', '*', outside)]));
  const foreign = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } };
  policies.push(policy('rcp', 'r-1', [deny('s3:*', '*', foreign, '*')]));
  resources.forEach(({ arn, kind }, i) => {
    if (kind !== 'bucket') return;
    const within = [arn, `${arn}/*`];
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
    const readers = Array.from({ length: 3 }, () => principals[next(PRINCIPALS)]?.arn ?? '');
    const named = {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `${arn}/*`,
      Principal: { AWS: readers },
    };
    const team = { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/p${i}*` } };
    // One bucket in four is open to a pattern of roles: such statements cannot be indexed by principal.
    const wide = { ...named, Principal: '*', Condition: team };
    policies.push(
      policy('resource', arn, [deny('s3:*', within, insecure, '*'), named, ...(i % 4 === 0 ? [wide] : [])]),
    );
  });
  return {
    policies,
    principals,
    resources,
    accounts: ACCOUNTS.map((id) => ({ id, organization: 'o-1', parents: ['r-1', 'ou-1'] })),
    // All seen: what is missing would be answered without work.
    seen: ACCOUNTS.flatMap((id) =>
      (['identity', 'boundary', 'resource', 'trust', 'scp', 'rcp'] as const).map((policyType) => ({
        policyType,
        scope: `account:${id}`,
      })),
    ),
    unread: [],
    now: '2026-06-01T00:00:00Z',
  };
}

/** User and system: a busy machine adds to wall time, hardly to this. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10;
}

/** CPU milliseconds (user and system), medians of the runs after warm-up: compile the policies, then decide every principal on every (resource, action) column. */
export async function benchAccess(): Promise<BenchResult> {
  const { parse } = await import('yaml');
  const path = join(import.meta.dirname, '../../content/catalog/verbs/aws.yaml');
  const catalogue = AwsCatalogue.parse(parse(readFileSync(path, 'utf8')));
  const estate = benchEstate();
  const compileMs: number[] = [];
  const decideMs: number[] = [];
  let columns = 0;
  // Counted anew in each run and reported, so that a figure that got faster by deciding less is seen.
  let allowed = 0;
  let open = 0;
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const start = cpuMs();
    const access = compileAws(estate, catalogue);
    access.prepare();
    const compiled = cpuMs();
    allowed = 0;
    open = 0;
    for (const { arn } of estate.principals) {
      const summary = access.summary(arn);
      // Resource times action: what every principal is asked about.
      columns = summary.asked;
      allowed += summary.allowed;
      open += summary.open;
    }
    compileMs.push(compiled - start);
    decideMs.push(cpuMs() - compiled);
  }
  return {
    name: 'access',
    figures: {
      principals: PRINCIPALS,
      columns,
      decisions: PRINCIPALS * columns,
      allowed,
      conditional: open,
      compileMs: median(compileMs.slice(WARM_UP)),
      decideMs: median(decideMs.slice(WARM_UP)),
      firstCompileMs: median(compileMs.slice(0, 1)),
      firstDecideMs: median(decideMs.slice(0, 1)),
    },
  };
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await benchAccess(), null, 2));
