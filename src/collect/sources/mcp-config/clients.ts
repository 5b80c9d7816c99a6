import { posix } from 'node:path';

/** A configuration file of an MCP client, recognised by its path alone. */
export interface ClientFile {
  readonly path: string;
  /** Null where the file names no client: a bare mcp.json or an example. */
  readonly client: Client | null;
  readonly format: 'json' | 'toml';
  /** Keys that lead to the map of servers; the first that is there counts. */
  readonly keys: readonly string[];
  /** Plugins may leave out the key: the file is then the map itself. */
  readonly isPlainMap: boolean;
  /** Folder that paths to further files begin at, '' for the root; null where the key holds servers alone. */
  readonly pluginRoot: string | null;
  readonly isTemplate: boolean;
  /** Of Gemini CLI: somebody else's file, which cannot make the client trust it. */
  readonly isExtension: boolean;
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
  readonly isPlainMap?: true;
  /** A plugin's manifest: its key may hold servers, or paths to files of servers. */
  readonly isManifest?: true;
}

const CLAUDE_CODE: Client = { id: 'claude-code', name: 'Claude Code' };
const CURSOR: Client = { id: 'cursor', name: 'Cursor' };
const CODEX: Client = { id: 'codex', name: 'Codex' };
const COPILOT: Client = { id: 'copilot-cli', name: 'GitHub Copilot CLI' };
const GEMINI: Client = { id: 'gemini-cli', name: 'Gemini CLI' };

const EXTENSION = 'gemini-extension.json';

/** `mcpServers` of a manifest, for every client that took over the form of Claude Code's plugins. */
function manifest(suffix: string, client: Client | null): Row {
  return { suffix, client, format: 'json', keys: ['mcpServers'], isManifest: true };
}

/** The project-level files of six clients, what their plugins bring along, and the names that several of them share. */
const ROWS: readonly Row[] = [
  // code.claude.com/docs/en/plugins-reference, cursor.com/docs/reference/plugins,
  // developers.openai.com/codex/plugins/build, docs.github.com/copilot/reference/cli-plugin-reference
  manifest('.claude-plugin/plugin.json', CLAUDE_CODE),
  manifest('.cursor-plugin/plugin.json', CURSOR),
  manifest('.codex-plugin/plugin.json', CODEX),
  manifest('.github/plugin/plugin.json', COPILOT),
  // Many programs have such a file: whose it is only its key can say.
  manifest('plugin.json', null),
  // geminicli.com/docs/extensions/reference, geminicli.com/docs/tools/mcp-server
  { suffix: EXTENSION, client: GEMINI, format: 'json', keys: ['mcpServers'] },
  { suffix: '.gemini/settings.json', client: GEMINI, format: 'json', keys: ['mcpServers'] },
  {
    suffix: '.cursor/mcp.json',
    client: CURSOR,
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
    client: CODEX,
    format: 'toml',
    keys: ['mcp_servers'],
  },
  { suffix: '.mcp.json', client: CLAUDE_CODE, format: 'json', keys: ['mcpServers'], isPlainMap: true },
  // Below the folders above, whose files end in the same name: the first row that fits decides.
  { suffix: 'mcp.json', client: null, format: 'json', keys: ['mcpServers'], isPlainMap: true },
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
  return {
    path,
    client: row.client,
    format: row.format,
    keys: row.keys,
    isPlainMap: row.isPlainMap === true,
    pluginRoot: row.isManifest === true ? pluginRoot(path, row) : null,
    isTemplate,
    isExtension: row.suffix === EXTENSION,
  };
}

/** Above the manifest and the folders that belong to its name; ends in `/`, or is empty. */
function pluginRoot(path: string, { suffix }: Row): string {
  const folders = path.split('/').slice(0, -suffix.split('/').length);
  return folders.map((folder) => `${folder}/`).join('');
}

/**
 * The file of servers that a manifest names; null where the path leaves the target, or leads to a bundle (.mcpb, .dxt),
 * which is an archive.
 */
export function namedFile(from: ClientFile, written: string): ClientFile | null {
  if (from.pluginRoot === null || !written.endsWith('.json') || written.startsWith('/')) return null;
  const path = posix.normalize(`${from.pluginRoot}${written}`);
  if (path.startsWith('../')) return null;
  return { ...from, path, isPlainMap: true, pluginRoot: null };
}

/** Settings of Claude Code that speak of the servers in the .mcp.json beside their folder. */
export function claudeSettingsPaths(mcpJsonPath: string): readonly string[] {
  const folder = mcpJsonPath.slice(0, mcpJsonPath.length - '.mcp.json'.length);
  return [`${folder}.claude/settings.json`, `${folder}.claude/settings.local.json`];
}
