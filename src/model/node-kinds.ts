/**
 * What there is. One closed list, grouped as a reader thinks of it; a new kind is added here, in attributes/ and in
 * legal-edges.ts, and the compiler then names every switch that must learn it.
 */
export const AI_KINDS = [
  'agent',
  'model',
  'model-endpoint',
  'model-file',
  'prompt',
  'tool',
  'mcp-server',
  'mcp-client',
  'skill',
  'plugin',
  'hook',
  'instruction-file',
  'memory',
  'guardrail',
  'knowledge-base',
  'vector-store',
  'dataset',
  'training-job',
  'notebook',
  'package',
  'gateway',
  'ai-app',
  'ai-project',
] as const;

/** Identities that are not people: the NHI of the OWASP list. */
export const NON_HUMAN_IDENTITY_KINDS = [
  'cloud-role',
  'cloud-user',
  'service-account',
  'managed-identity',
  'agent-identity',
  'oauth-app',
  'bot',
  'db-role',
] as const;

/** Who can act: what policies are attached to or speak of. */
export const IDENTITY_KINDS = ['human', 'group', ...NON_HUMAN_IDENTITY_KINDS] as const;

/** What proves an identity, and where it is kept. */
export const CREDENTIAL_KINDS = [
  'access-key',
  'api-key',
  'token',
  'certificate',
  'federated-trust',
  'secret-location',
] as const;

/** Where data lies; AI assets that hold data as well are in STORE_KINDS. */
export const DATA_KINDS = [
  'bucket',
  'database',
  'table',
  'collection',
  'repository',
  'log-store',
  'saas-drive',
] as const;

/** What code runs on, and what it is built into. */
export const COMPUTE_KINDS = ['image', 'function', 'container', 'vm', 'ci-workflow', 'host'] as const;

/** What other assets lie within (`contains`). */
export const BOUNDARY_KINDS = ['account', 'project', 'tenant', 'namespace', 'environment'] as const;

/** Where influence comes from and data goes to, outside the organisation. */
export const ENTRY_KINDS = ['internet', 'untrusted-content', 'third-party', 'vendor'] as const;

/** What grants and limits. */
export const CONTROL_KINDS = ['policy', 'cloud-service'] as const;

/** What people and processes have said about assets; never part of a path. */
export const RECORD_KINDS = [
  'system',
  'charter',
  'sanction',
  'exception',
  'approval',
  'signal',
  'drill',
  'collector',
] as const;

/** Every kind, once: a kind belongs to one group. */
export const NODE_KINDS = [
  ...AI_KINDS,
  ...IDENTITY_KINDS,
  ...CREDENTIAL_KINDS,
  ...DATA_KINDS,
  ...COMPUTE_KINDS,
  ...BOUNDARY_KINDS,
  ...ENTRY_KINDS,
  ...CONTROL_KINDS,
  ...RECORD_KINDS,
] as const;

export type NodeKind = (typeof NODE_KINDS)[number];

/** Kinds that hold data whose sensitivity and audience matter. */
export const STORE_KINDS = [
  ...DATA_KINDS,
  'vector-store',
  'knowledge-base',
  'dataset',
  'memory',
  'secret-location',
] as const;
