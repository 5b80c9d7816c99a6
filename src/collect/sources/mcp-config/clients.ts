import { posix } from 'node:path';

/** A configuration file of an MCP client, recognised by its path alone. */
export interface ClientFile {
  readonly path: string;
  /** Empty where neither its name nor a manifest tells one: a bare mcp.json. Several plugins may share one file. */
  readonly clients: readonly Client[];
  readonly format: 'json' | 'toml';
  /** Keys that lead to the map of servers; the first that is there counts. */
  readonly keys: readonly string[];
  readonly plainMap: PlainMap;
  /** Folder that paths to further files begin at, '' for the root; null where the key holds servers alone. */
  readonly pluginRoot: string | null;
  readonly isTemplate: boolean;
  /** Of Gemini CLI: somebody else's file, which cannot make the client trust it. */
  readonly isExtension: boolean;
}

/**
 * Whether a file without the key is the map itself, as plugins may write it: where all of its entries, or one, are reached like
 * servers, which nothing else is told by; or whatever they say, since a manifest names the file.
 */
type PlainMap = 'never' | 'all-reached' | 'one-reached' | 'always';

export interface Client {
  readonly id: string;
  readonly name: string;
}

interface Row {
  readonly suffix: string;
  readonly client: Client | null;
  readonly format: 'json' | 'toml';
  readonly keys: readonly string[];
  readonly plainMap?: PlainMap;
  /** A plugin's manifest: its key may hold servers, or paths to files of servers. */
  readonly isManifest?: true;
}

/** Clients of the plugins that stand in a folder; folders end in `/`, or are empty. */
type PluginClients = ReadonlyMap<string, readonly Client[]>;

const CLAUDE_CODE: Client = { id: 'claude-code', name: 'Claude Code' };
const CURSOR: Client = { id: 'cursor', name: 'Cursor' };
const CODEX: Client = { id: 'codex', name: 'Codex' };
const COPILOT: Client = { id: 'copilot-cli', name: 'GitHub Copilot CLI' };
const GEMINI: Client = { id: 'gemini-cli', name: 'Gemini CLI' };

const MCP_JSON = '.mcp.json';
const EXTENSION = 'gemini-extension.json';

/** `mcpServers` of a manifest, for every client that took over the form of Claude Code's plugins. */
function manifest(suffix: string, client: Client | null): Row {
  return { suffix, client, format: 'json', keys: ['mcpServers'], isManifest: true };
}

/** The project-level files of seven clients, what their plugins bring along, and the names that several of them share. */
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
  { suffix: MCP_JSON, client: CLAUDE_CODE, format: 'json', keys: ['mcpServers'], plainMap: 'one-reached' },
  // Below the folders above, whose files end in the same name: the first row that fits decides.
  { suffix: 'mcp.json', client: null, format: 'json', keys: ['mcpServers'], plainMap: 'all-reached' },
  // modelcontextprotocol.io/docs/develop/connect-local-servers; a copy of it, since the client's own lies in the user's folder
  {
    suffix: 'claude_desktop_config.json',
    client: { id: 'claude-desktop', name: 'Claude Desktop' },
    format: 'json',
    keys: ['mcpServers'],
  },
  { suffix: 'mcp_config.json', client: null, format: 'json', keys: ['mcpServers'] },
];

/** Marks of a file that is copied before it is used. */
const TEMPLATE = /\.(example|sample|template|dist)(?=\.|$)/;

/** The clients' files among the paths, by path: first those that their own names tell. */
export function clientFiles(paths: readonly string[]): Map<string, ClientFile> {
  const files = paths.flatMap((path) => clientFile(path) ?? []);
  const plugins = new Map<string, readonly Client[]>();
  for (const { pluginRoot: root, clients, isTemplate } of files) {
    if (root !== null && !isTemplate && clients.length > 0)
      plugins.set(root, [...(plugins.get(root) ?? []), ...clients]);
  }
  return new Map(files.map((file) => [file.path, ofPlugin(file, plugins)]));
}

/** Null where the path is no client's file. */
function clientFile(path: string): ClientFile | null {
  const isTemplate = TEMPLATE.test(path);
  const plain = path.replace(TEMPLATE, '');
  const row = ROWS.find(({ suffix }) => plain === suffix || plain.endsWith(`/${suffix}`));
  if (row === undefined) return null;
  return {
    path,
    clients: row.client === null ? [] : [row.client],
    format: row.format,
    keys: row.keys,
    plainMap: row.plainMap ?? 'never',
    pluginRoot: row.isManifest === true ? pluginRoot(path, row) : null,
    isTemplate,
    isExtension: row.suffix === EXTENSION,
  };
}

/**
 * Plugins of other clients took over the name .mcp.json: it is the file of the client whose plugin stands nearest, beside or above
 * it. A plugin that is the whole repository has its file by naming it alone: Claude Code reads the repository's own.
 */
function ofPlugin(file: ClientFile, plugins: PluginClients): ClientFile {
  if (posix.basename(file.path).replace(TEMPLATE, '') !== MCP_JSON) return file;
  for (let folder = posix.dirname(file.path); folder !== '.'; folder = posix.dirname(folder)) {
    const nearest = plugins.get(`${folder}/`);
    if (nearest !== undefined) return nearest.includes(CLAUDE_CODE) ? file : { ...file, clients: nearest };
  }
  return file;
}

/** Above the manifest and the folders that belong to its name; ends in `/`, or is empty. */
function pluginRoot(path: string, { suffix }: Row): string {
  const folders = path.split('/').slice(0, -suffix.split('/').length);
  return folders.map((folder) => `${folder}/`).join('');
}

/**
 * Path of the file of servers that a manifest names; null where it leaves the target, or leads to a bundle (.mcpb, .dxt), which
 * is an archive.
 */
export function namedPath(from: ClientFile, written: string): string | null {
  if (from.pluginRoot === null || !written.endsWith('.json') || written.startsWith('/')) return null;
  const path = posix.normalize(`${from.pluginRoot}${written}`);
  return path.startsWith('../') ? null : path;
}

/**
 * A file of servers that a manifest names.
 *
 * @param known What its own name or another manifest tells of it: it is then a file of those clients as well.
 */
export function namedFile(from: ClientFile, path: string, known: ClientFile | undefined): ClientFile {
  // A manifest that is copied before it is used takes nothing from a file that is used, and the other way round.
  if (known === undefined || (known.isTemplate && !from.isTemplate))
    return { ...from, path, plainMap: 'always', pluginRoot: null };
  const others = from.isTemplate && !known.isTemplate ? [] : from.clients;
  return { ...known, plainMap: 'always', clients: [...new Set([...known.clients, ...others])] };
}

/** Whether Claude Code is among those that read it, and whether nobody else is. */
export function ofClaudeCode({ clients }: ClientFile): 'not' | 'also' | 'alone' {
  if (!clients.includes(CLAUDE_CODE)) return 'not';
  return clients.length === 1 ? 'alone' : 'also';
}

/** Settings of Claude Code that speak of the servers in the .mcp.json beside their folder. */
export function claudeSettingsPaths(mcpJsonPath: string): readonly string[] {
  const folder = mcpJsonPath.slice(0, mcpJsonPath.length - MCP_JSON.length);
  return [`${folder}.claude/settings.json`, `${folder}.claude/settings.local.json`];
}
