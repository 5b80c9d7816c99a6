import type { NodeKind } from './node-kinds.ts';

/** Kinds that are written otherwise than their word with spaces for hyphens. */
const WRITTEN: Readonly<Partial<Record<NodeKind, string>>> = {
  'ai-app': 'AI app',
  'ai-project': 'AI project',
  'api-key': 'API key',
  'ci-workflow': 'CI workflow',
  'mcp-client': 'MCP client',
  'mcp-server': 'MCP server',
  'oauth-app': 'OAuth app',
  'saas-drive': 'SaaS drive',
  vm: 'VM',
};

/** A kind as people write it. */
export function kindText(kind: NodeKind): string {
  return WRITTEN[kind] ?? kind.replaceAll('-', ' ');
}
