import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { AwsCatalogue } from '#access';
import { awsAnswers, buildGraph } from '#graph';
import {
  edgeFact,
  nodeFact,
  parseAwsPolicyDocument,
  type CompleteMark,
  type Evidence,
  type Fact,
  type FactBatch,
  type PolicyFact,
} from '#model';

/** One measured run. CPU time of this process in milliseconds; kept heap over what was in use before, and the process's peak so far, in MB. */
interface GraphFigures {
  readonly what: string;
  readonly nodes: number;
  readonly edges: number;
  readonly buildMs: number;
  readonly askMs: number;
  readonly heapMb: number;
  readonly peakRssMb: number;
}

const ACCOUNT = '111122223333';
const NOW = '2026-11-21T00:00:00Z';

function evidence(pointer: string): Evidence[] {
  return [{ plane: 'granted', source: 'bench', target: 'bench', at: { path: 'bench.json', pointer } }];
}

function batch(facts: readonly Fact[], complete: readonly CompleteMark[]): FactBatch {
  const files = { seen: 1, read: 1, bytes: 1 };
  const coverage = {
    source: 'bench',
    plane: 'granted',
    target: 'bench',
    window: null,
    files,
    gaps: [],
  } as const;
  return { facts, coverage: [{ ...coverage, gaps: [], complete: [...complete] }] };
}

function roleArn(index: number): string {
  return `arn:aws:iam::${ACCOUNT}:role/role-${String(index)}`;
}

/** Every role may read every bucket, by a document of its own so that nothing can be shared. */
function rolePolicy(index: number): PolicyFact {
  const document = parseAwsPolicyDocument({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: `Role${String(index)}`,
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: 'arn:aws:s3:::data-*',
      },
    ],
  });
  if (!document.ok) throw new Error(document.error);
  const policy = `${roleArn(index)}/inline`;
  return {
    fact: 'policy',
    platform: 'aws',
    policyType: 'identity',
    attachedTo: roleArn(index),
    policy,
    document: document.value,
    evidence: evidence(`/${String(index)}`),
  };
}

/**
 * Nothing but what the question needs: one account, its roles with a policy each, its buckets, and marks that all
 * was seen.
 */
function estateBatch(roles: number, buckets: number): FactBatch {
  const facts: Fact[] = [
    nodeFact({
      id: ACCOUNT,
      kind: 'account',
      name: ACCOUNT,
      attributes: { organization: null },
      evidence: evidence(''),
    }),
  ];
  for (let index = 0; index < roles; index += 1) {
    const name = `role-${String(index)}`;
    facts.push(
      nodeFact({
        id: roleArn(index),
        kind: 'cloud-role',
        name,
        attributes: {},
        evidence: evidence(`/r${String(index)}`),
      }),
    );
    facts.push(rolePolicy(index));
  }
  for (let index = 0; index < buckets; index += 1) {
    const name = `data-${String(index)}`;
    const attributes = { account: ACCOUNT };
    facts.push(
      nodeFact({
        id: `arn:aws:s3:::${name}`,
        kind: 'bucket',
        name,
        attributes,
        evidence: evidence(`/b${String(index)}`),
      }),
    );
  }
  // Everything that could deny is marked as seen, or every answer would be unknown and cheap.
  const types = ['identity', 'boundary', 'resource', 'scp', 'rcp', 'trust'] as const;
  const complete = types.map((policyType) => ({
    kind: 'policy' as const,
    edge: null,
    policyType,
    scope: `account:${ACCOUNT}`,
    from: null,
    to: null,
  }));
  return batch(facts, complete);
}

/** After a collection where --expose-gc allows one: garbage is not held. */
function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Facts are made before the clock starts: sources have paid for them. */
function measure(
  what: string,
  make: () => FactBatch,
  ask: (built: ReturnType<typeof buildGraph>) => void,
): GraphFigures {
  const facts = make();
  const before = heapMb();
  const started = cpuMs();
  // Read inside the clock: a scan pays for it too.
  const catalogue = AwsCatalogue.parse(parse(readFileSync('content/catalog/verbs/aws.yaml', 'utf8')));
  const built = buildGraph([facts], { access: awsAnswers(catalogue, NOW) });
  const builtAt = cpuMs();
  ask(built);
  const askedAt = cpuMs();
  const after = heapMb();
  return {
    what,
    nodes: built.view.nodes().length,
    edges: built.edgeCount,
    buildMs: Math.round(builtAt - started),
    askMs: Math.round(askedAt - builtAt),
    heapMb: Math.round(after - before),
    // resourceUsage counts in kilobytes.
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  };
}

/** 100,000 assets and a million edges, each said once; ids are as long as real ones. */
function wideBatch(nodes: number, edges: number): FactBatch {
  const facts: Fact[] = [];
  const id = (index: number): string => `tool:bench/src/tools/tool-${String(index)}.ts#tool${String(index)}`;
  const agent = (index: number): string =>
    `agent:bench/src/agents/agent-${String(index)}.ts#agent${String(index)}`;
  // Half agents, half tools.
  const half = nodes / 2;
  for (let index = 0; index < half; index += 1) {
    const at = evidence(`/n${String(index)}`);
    facts.push(
      nodeFact({ id: id(index), kind: 'tool', name: `tool${String(index)}`, attributes: {}, evidence: at }),
    );
    facts.push(
      nodeFact({
        id: agent(index),
        kind: 'agent',
        name: `agent${String(index)}`,
        attributes: {},
        evidence: at,
      }),
    );
  }
  for (let index = 0; index < edges; index += 1) {
    const from = agent(index % half);
    // Primes spread the edges without a random number.
    const to = id((index * 7919 + Math.floor(index / half) * 31) % half);
    facts.push(edgeFact({ from, edge: 'calls-tool', to, evidence: evidence(`/e${String(index)}`) }));
  }
  return batch(facts, []);
}

function neighbourhoods(what: string, nodes: number, edges: number): GraphFigures {
  return measure(
    `${what}: build, then 1,000 neighbourhoods`,
    () => wideBatch(nodes, edges),
    ({ view }) => {
      let seen = 0;
      for (let index = 0; index < 1_000; index += 1)
        seen += view.out(`agent:bench/src/agents/agent-${String(index)}.ts#agent${String(index)}`).length;
      // A graph that lost edges would be fast.
      if (seen < 19_000) throw new Error(`${String(seen)} edges seen`);
    },
  );
}

/** Issue 2, point 6: 1,000 roles that may each read 1,000 buckets; and a million stored edges. */
export function benchGraph(): readonly GraphFigures[] {
  return [
    measure(
      '1,000 roles × 1,000 buckets: build, then what one role reads and who reads one bucket',
      () => estateBatch(1_000, 1_000),
      ({ view }) => {
        const read = view.accessibleBy(roleArn(7), 'read').length;
        const readers = view.whoCan('read', 'arn:aws:s3:::data-7').length;
        // As above: the answer is checked before its time is told.
        if (read !== 1_000 || readers !== 1_000)
          throw new Error(`${String(read)} and ${String(readers)} pairs`);
        const { paths } = view.reach(roleArn(3), { modes: ['direct'], verbs: ['read'], sinks: () => true });
        if (paths.length !== 1_000) throw new Error(`${String(paths.length)} paths`);
      },
    ),
    neighbourhoods('25,000 assets, 250,000 edges', 25_000, 250_000),
    neighbourhoods('100,000 assets, 1,000,000 edges', 100_000, 1_000_000),
  ];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.table(benchGraph());
