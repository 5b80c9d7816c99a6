import type { EdgeKind } from './edge-kinds.ts';
import {
  AI_KINDS,
  COMPUTE_KINDS,
  CREDENTIAL_KINDS,
  DATA_KINDS,
  IDENTITY_KINDS,
  NODE_KINDS,
  NON_HUMAN_IDENTITY_KINDS,
  STORE_KINDS,
  type NodeKind,
} from './node-kinds.ts';

/** One row: any of `from` may point at any of `to` by `edge`. The graph's builder refuses every edge without a row. */
export interface LegalEdge {
  readonly from: readonly NodeKind[];
  readonly edge: EdgeKind;
  readonly to: readonly NodeKind[];
}

/** What executes code, under an identity of its own. */
const RUNNING: readonly NodeKind[] = ['function', 'container', 'vm', 'host', 'ci-workflow'];
/** Whom a policy can name: identities, and accounts, services and outsiders as such. */
const PRINCIPALS: readonly NodeKind[] = [...IDENTITY_KINDS, 'cloud-service', 'third-party', 'account'];
/** What acts for an agent. */
const ACTORS: readonly NodeKind[] = ['agent', 'tool', 'mcp-server'];
const STORES: readonly NodeKind[] = STORE_KINDS;
/** What somebody owns, runs or configures: everything but boundaries, entries, controls and records. */
const ASSETS: readonly NodeKind[] = [
  ...AI_KINDS,
  ...IDENTITY_KINDS,
  ...CREDENTIAL_KINDS,
  ...DATA_KINDS,
  ...COMPUTE_KINDS,
];
/** Where data goes when it leaves. */
const OUTSIDE: readonly NodeKind[] = ['internet', 'third-party', 'vendor'];
/** What a read or write can be about: stores, secrets, AI assets whose content matters, and code that runs. */
const READABLE: readonly NodeKind[] = [
  ...new Set<NodeKind>([...STORES, ...CREDENTIAL_KINDS, ...AI_KINDS, ...RUNNING]),
];

/**
 * Walked edges first, in the order of edge-kinds.ts. A row says what may be said, not that it is so; docs/model.md is generated
 * from here.
 */
export const LEGAL_EDGES: readonly LegalEdge[] = [
  { from: IDENTITY_KINDS, edge: 'member-of', to: ['group'] },
  { from: [...IDENTITY_KINDS], edge: 'has-role', to: ['cloud-role', 'db-role', 'group'] },
  // Only where both sides are proven: what a role's trust alone says is `trusts`.
  { from: PRINCIPALS, edge: 'can-assume', to: NON_HUMAN_IDENTITY_KINDS },
  {
    from: [
      ...RUNNING,
      'agent',
      'tool',
      'mcp-server',
      'model-endpoint',
      'knowledge-base',
      'notebook',
      'training-job',
      'gateway',
    ],
    edge: 'runs-as',
    to: NON_HUMAN_IDENTITY_KINDS,
  },
  {
    from: [...AI_KINDS, ...COMPUTE_KINDS, ...IDENTITY_KINDS, 'repository', 'secret-location', 'log-store'],
    edge: 'has-secret',
    to: CREDENTIAL_KINDS,
  },
  {
    from: CREDENTIAL_KINDS,
    edge: 'authenticates-as',
    to: [...IDENTITY_KINDS, 'ai-project', 'vendor', 'account'],
  },
  { from: PRINCIPALS, edge: 'can-execute-as', to: [...RUNNING, 'notebook', 'agent'] },
  {
    from: [...PRINCIPALS, ...RUNNING],
    edge: 'can-attach-role',
    to: ['cloud-role', 'service-account', 'managed-identity'],
  },
  {
    from: [...PRINCIPALS, 'internet', ...ACTORS],
    edge: 'can-invoke',
    to: [...new Set<NodeKind>([...AI_KINDS, ...RUNNING, 'cloud-service'])],
  },
  { from: [...PRINCIPALS, ...ACTORS], edge: 'can-configure', to: ASSETS },
  { from: ['agent', 'mcp-client'], edge: 'calls-tool', to: ['tool'] },
  { from: ['agent', 'mcp-client', 'tool', 'gateway'], edge: 'connects-to', to: ['mcp-server', 'gateway'] },
  { from: ['tool', 'mcp-server'], edge: 'executes-on', to: [...RUNNING] },
  {
    from: ['agent', 'mcp-server', 'model-endpoint', 'gateway', 'image', 'notebook'],
    edge: 'deployed-as',
    to: COMPUTE_KINDS,
  },
  { from: ['agent'], edge: 'delegates-to', to: ['agent'] },
  {
    from: ['internet', 'third-party', 'vendor', 'gateway'],
    edge: 'exposes',
    to: [
      ...RUNNING,
      'agent',
      'mcp-server',
      'model-endpoint',
      'vector-store',
      'notebook',
      'ai-app',
      'gateway',
    ],
  },
  { from: ['agent', 'tool', 'knowledge-base', 'mcp-server'], edge: 'retrieves-from', to: STORES },
  // can-*: computed on the granted plane, a tool's declared sinks, or what an audit log saw (ACCESS_EDGES).
  { from: [...PRINCIPALS, ...ACTORS, 'internet', 'knowledge-base'], edge: 'can-read', to: READABLE },
  { from: [...PRINCIPALS, ...ACTORS, 'internet', 'knowledge-base'], edge: 'can-write', to: READABLE },
  {
    from: [...PRINCIPALS, ...ACTORS, 'internet'],
    edge: 'can-admin',
    to: [...READABLE, ...IDENTITY_KINDS, 'account'],
  },
  {
    from: [
      'untrusted-content',
      'internet',
      'third-party',
      ...STORES,
      'tool',
      'mcp-server',
      'instruction-file',
    ],
    edge: 'influences',
    to: ['agent', 'tool', 'prompt', 'memory', 'vector-store', 'knowledge-base', 'mcp-server'],
  },
  { from: [...ACTORS, ...RUNNING, 'model-endpoint', 'plugin', 'hook'], edge: 'egresses-to', to: OUTSIDE },
  // From here on facts, which no path walks.
  { from: NON_HUMAN_IDENTITY_KINDS, edge: 'trusts', to: [...PRINCIPALS, 'federated-trust'] },
  { from: NODE_KINDS, edge: 'owned-by', to: ['human', 'group'] },
  {
    from: ['system', 'account', 'project', 'tenant', 'namespace', 'environment', 'repository', 'ai-project'],
    edge: 'contains',
    to: NODE_KINDS,
  },
  { from: ['charter', 'sanction', 'approval', 'exception', 'policy'], edge: 'applies-to', to: NODE_KINDS },
  {
    from: ['agent', 'tool', 'model-endpoint', 'mcp-server', 'training-job', 'gateway', 'ai-app'],
    edge: 'uses-model',
    to: ['model'],
  },
  { from: ['model-endpoint', 'gateway', 'function', 'container'], edge: 'serves', to: ['model'] },
  { from: ['mcp-server'], edge: 'provides-tool', to: ['tool'] },
  { from: ['agent'], edge: 'instructed-by', to: ['prompt', 'instruction-file', 'skill'] },
  { from: ['agent'], edge: 'remembers-in', to: ['memory', ...DATA_KINDS, 'vector-store'] },
  { from: ['agent', 'model-endpoint', 'tool'], edge: 'protected-by', to: ['guardrail'] },
  { from: NODE_KINDS, edge: 'defined-in', to: ['repository', 'package', 'image'] },
  { from: NODE_KINDS, edge: 'produced-by', to: ['training-job', 'ci-workflow', 'collector', 'agent'] },
  { from: ['model', 'model-file', 'training-job'], edge: 'trained-on', to: ['dataset', ...DATA_KINDS] },
  { from: ASSETS, edge: 'logs-to', to: ['log-store', 'bucket'] },
  { from: [...IDENTITY_KINDS], edge: 'granted-by', to: ['policy'] },
  { from: ASSETS, edge: 'operated-by', to: ['vendor', 'human', 'group'] },
  {
    from: ['vector-store', 'knowledge-base', 'dataset', 'model', 'memory'],
    edge: 'ingested-from',
    to: STORES,
  },
  // Candidates of rung 4, between two of a kind.
  { from: ['agent'], edge: 'may-be', to: ['agent'] },
  { from: CREDENTIAL_KINDS, edge: 'may-be', to: CREDENTIAL_KINDS },
];

/** What was asked before: a graph of a million edges asks of few triples, and all that are legal are thousands. */
const asked = new Map<string, boolean>();

/** Direction counts: access and influence run one way. */
export function isLegalEdge(from: NodeKind, edge: EdgeKind, to: NodeKind): boolean {
  const triple = `${from} ${edge} ${to}`;
  let legal = asked.get(triple);
  if (legal === undefined) {
    legal = LEGAL_EDGES.some((row) => row.edge === edge && row.from.includes(from) && row.to.includes(to));
    asked.set(triple, legal);
  }
  return legal;
}
