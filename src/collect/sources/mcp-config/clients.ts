/** A configuration file of an MCP client, recognised by its path alone. */
export interface ClientFile {
  readonly path: string;
  /** Null where the file names no client: a bare mcp.json or an example. */
  readonly client: Client | null;
  readonly format: 'json' | 'toml';
  /** Keys that lead to the map of servers; the first that is there counts. */
  readonly keys: readonly string[];
  readonly isTemplate: boolean;
}

interface Client {
  readonly id: string;
  readonly name: string;
}

interface Row {
  readonly suffix: string;
  readonly client: Client | null;
  readonly format: 'json' | 'toml';
  readonly keys: readonly string[];
}

const CLAUDE_CODE: Client = { id: 'claude-code', name: 'Claude Code' };

/** The project-level files of five clients, and the names that several of them share. */
const ROWS: readonly Row[] = [
  {
    suffix: '.cursor/mcp.json',
    client: { id: 'cursor', name: 'Cursor' },
    format: 'json',
    keys: ['mcpServers'],
  },
  {
    /** VS Code's own key first; files copied from other clients keep theirs. */
    suffix: '.vscode/mcp.json',
    client: { id: 'vscode', name: 'VS Code' },
    format: 'json',
    keys: ['servers', 'mcpServers'],
  },
  {
    suffix: '.windsurf/mcp.json',
    client: { id: 'windsurf', name: 'Windsurf' },
    format: 'json',
    keys: ['mcpServers'],
  },
  {
    suffix: '.codex/config.toml',
    client: { id: 'codex', name: 'Codex' },
    format: 'toml',
    keys: ['mcp_servers'],
  },
  { suffix: '.mcp.json', client: CLAUDE_CODE, format: 'json', keys: ['mcpServers'] },
  // Below the folders above, whose files end in the same name: the first row that fits decides.
  { suffix: 'mcp.json', client: null, format: 'json', keys: ['mcpServers'] },
  { suffix: 'mcp_config.json', client: null, format: 'json', keys: ['mcpServers'] },
];

/** Marks of a file that is copied before it is used. */
const TEMPLATE = /\.(example|sample|template|dist)(?=\.|$)/;

/** Null where the path is no client's file. */
export function clientFile(path: string): ClientFile | null {
  const isTemplate = TEMPLATE.test(path);
  const plain = path.replace(TEMPLATE, '');
  const row = ROWS.find(({ suffix }) => plain === suffix || plain.endsWith(`/${suffix}`));
  if (row === undefined) return null;
  return { path, client: row.client, format: row.format, keys: row.keys, isTemplate };
}

/** Settings of Claude Code that speak of the servers in the .mcp.json beside their folder. */
export function claudeSettingsPaths(mcpJsonPath: string): readonly string[] {
  const folder = mcpJsonPath.slice(0, mcpJsonPath.length - '.mcp.json'.length);
  return [`${folder}.claude/settings.json`, `${folder}.claude/settings.local.json`];
}
