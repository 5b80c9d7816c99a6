/**
 * Edges are one-way, in the direction of access or influence. A walked edge may be part of a path; a fact edge never is
 * (ingested-from is walked backwards, for taint alone). may-be is a candidate of rung 4: two assets that could be one, by
 * name or hint alone; it is shown and asked about.
 */
export const WALKED_EDGES = [
  'member-of',
  'has-role',
  'can-assume',
  'runs-as',
  'has-secret',
  'authenticates-as',
  'can-execute-as',
  'can-attach-role',
  'can-invoke',
  'can-configure',
  'calls-tool',
  'connects-to',
  'executes-on',
  'deployed-as',
  'delegates-to',
  'exposes',
  'retrieves-from',
  'can-read',
  'can-write',
  'can-admin',
  'influences',
  'egresses-to',
] as const;

/** Never part of a path: they say how assets belong together. */
export const FACT_EDGES = [
  'trusts',
  'owned-by',
  'contains',
  'applies-to',
  'uses-model',
  'serves',
  'provides-tool',
  'instructed-by',
  'remembers-in',
  'protected-by',
  'defined-in',
  'produced-by',
  'trained-on',
  'logs-to',
  'granted-by',
  'operated-by',
  'ingested-from',
  'may-be',
] as const;

export const EDGE_KINDS = [...WALKED_EDGES, ...FACT_EDGES] as const;

export type EdgeKind = (typeof EDGE_KINDS)[number];
export type WalkedEdgeKind = (typeof WALKED_EDGES)[number];

/**
 * Edges that the granted plane computes lazily and never materialises. On the declared plane the same kinds say what a
 * tool's code is built to touch (its sinks); on the observed plane what an audit log saw.
 */
export const ACCESS_EDGES = ['can-read', 'can-write', 'can-admin', 'can-invoke', 'can-configure'] as const;
export type AccessEdgeKind = (typeof ACCESS_EDGES)[number];

/** The five verbs in which access is asked; each is answered on the edge `can-<verb>`. */
export const ACCESS_VERBS = ['read', 'write', 'admin', 'invoke', 'configure'] as const;
export type AccessVerb = (typeof ACCESS_VERBS)[number];
