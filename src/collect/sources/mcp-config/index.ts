import { declaredId, edgeFact, nodeFact, type FactBatch, type State, UNREAD_REASONS } from '#model';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { describeIssues, startRun, type SourceRun } from '../../source-run.ts';
import {
  claudeSettingsPaths,
  clientFiles,
  namedFile,
  namedPath,
  ofClaudeCode,
  type Client,
  type ClientFile,
} from './clients.ts';
import { readJsonc, readServers, type RawServer } from './read-servers.ts';
import { ClaudeSettings, REACHED_BY, ServerEntry } from './schema.ts';
import { addLiterals, serverAttributes } from './server-facts.ts';

const declaration: SourceDeclaration = {
  name: 'mcp-config',
  plane: 'declared',
  targetKinds: ['tree'],
  needs: ['the working tree of a repository'],
  reads: [
    'Claude Code: .mcp.json, .claude/settings.json, .claude/settings.local.json',
    'Claude Desktop: claude_desktop_config.json, where a copy lies in the tree',
    'Cursor: .cursor/mcp.json',
    'VS Code: .vscode/mcp.json',
    'Windsurf: .windsurf/mcp.json',
    'Codex: .codex/config.toml',
    'Gemini CLI: .gemini/settings.json, gemini-extension.json',
    'plugins of Claude Code, Cursor, Codex and GitHub Copilot CLI: plugin.json and the .json files of servers it names',
    'mcp.json and mcp_config.json of no named client; *.example.json and the like as templates',
  ],
  enumerates: ['connects-to of a client (node:<client>): every server of a file that was read to its end'],
  cannotSee: [
    'configuration in home folders and in managed settings',
    'servers added at run time',
    'servers in a bundle (.mcpb, .dxt) and in the list of a plugin marketplace',
    'tools of a server',
  ],
  nodeKinds: ['mcp-client', 'mcp-server', 'api-key', 'access-key', 'token', 'certificate'],
  edgeKinds: ['connects-to', 'has-secret'],
  loses: { by: UNREAD_REASONS, kinds: ['mcp-server'] },
};

const TEST_FOLDER = /(^|\/)(tests?|__tests__|fixtures|testdata|examples?)\//;

/** MCP servers that project-level client configurations and the manifests of their plugins start or call. */
export const mcpConfig: Source = { declaration, collect };

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  const inTree = new Set(input.files.paths);
  const files = clientFiles(input.files.paths);
  const manifests = [...files.values()].filter(({ pluginRoot }) => pluginRoot !== null);
  // Before all other files: whose those are the manifests say as well.
  for (const manifest of manifests) {
    for (const further of collectFile(run, manifest)) {
      const path = namedPath(manifest, further);
      const known = path === null ? undefined : files.get(path);
      if (path === null)
        run.gap(manifest.path, 'unsupported', 'names servers in a bundle or outside the tree');
      else if (!inTree.has(path))
        run.gap(manifest.path, 'unresolved', 'names a file of servers that is not there');
      else if (typeof known?.pluginRoot === 'string')
        run.gap(manifest.path, 'unsupported', 'names a manifest as its file of servers');
      else files.set(path, namedFile(manifest, path, known));
    }
  }
  for (const file of files.values()) if (file.pluginRoot === null) collectFile(run, file);
  return Promise.resolve(run.batch());
}

/** @returns What a plugin's manifest names as further files of servers, as written. */
function collectFile(run: SourceRun, file: ClientFile): readonly string[] {
  const text = run.text(file.path);
  if (text === null) return [];
  const read = readServers(file, text);
  if (!read.ok) {
    run.gap(file.path, read.error.reason, read.error.detail);
    return [];
  }
  // Settings of the client without any server.
  if (read.value === null) return [];
  const { servers, namedFiles } = read.value;
  // Nothing but a reference: the file it leads to has the servers.
  if (servers.length > 0 || namedFiles.length === 0) addServers(run, file, servers, namedFiles.length === 0);
  return namedFiles;
}

/** `isAll`: false where the file leads to further servers. */
function addServers(run: SourceRun, file: ClientFile, servers: readonly RawServer[], isAll: boolean): void {
  const clients = file.clients.map((client) => addClient(run, file, client));
  const settings = settingsFor(run, file);
  // Every server is added before the mark is thought of: one bad entry hides no other.
  const added = servers.map((server) => addServer(run, file, clients, server, settings));
  if (!isAll || !added.every(Boolean) || !settings.complete) return;
  for (const client of clients) run.complete({ scope: `node:${client}`, edge: 'connects-to' });
}

/** Claude Code's settings speak of the project's own file; a plugin's servers are switched off with the plugin. */
function settingsFor(run: SourceRun, file: ClientFile): ProjectSettings {
  const reader = ofClaudeCode(file);
  if (reader === 'not' || !/(^|\/)\.mcp\.json$/.test(file.path)) return NO_SETTINGS;
  const settings = claudeSettings(run, file.path);
  // What Claude Code leaves out another client still starts.
  return reader === 'alone' ? settings : { ...settings, disabled: [] };
}

/**
 * A file of no named client describes servers that somebody starts, and nobody in particular. Its id holds the file's
 * path: two projects that use one client have two lists of servers.
 */
function addClient(run: SourceRun, file: ClientFile, client: Client): string {
  const id = declaredId('mcp-client', run.input.target.name, file.path, client.id);
  run.facts.push(
    nodeFact({
      id,
      kind: 'mcp-client',
      name: client.name,
      state: fileState(file),
      attributes: {},
      evidence: run.lines(file.path, 1),
    }),
  );
  return id;
}

/** A template is copied before it is used, and a test's servers are started by the test: neither counts as in use. */
function fileState(file: ClientFile): State {
  if (file.isTemplate) return 'template';
  return TEST_FOLDER.test(file.path) ? 'test' : 'active';
}

/** False where the entry could not be read: then the list of servers is not complete either. */
function addServer(
  run: SourceRun,
  file: ClientFile,
  clients: readonly string[],
  server: RawServer,
  settings: ProjectSettings,
): boolean {
  // Names are keys of a map, which anybody can write: one may be as long as the file, or a key of another kind.
  const name = run.input.inspector.redact(server.name).slice(0, 200);
  const where = `${file.path}#${name}`;
  // Entries are checked one by one: clients load the good ones of a file as well.
  const parsed = ServerEntry.safeParse(server.value);
  if (!parsed.success || name === '') {
    run.gap(where, 'wrong-shape', parsed.success ? 'a server without a name' : describeIssues(parsed.error));
    return false;
  }
  if (server.mustBeReached === true && REACHED_BY.every((key) => parsed.data[key] === undefined)) {
    run.gap(where, 'wrong-shape', 'neither a command nor a URL');
    return false;
  }
  // Gemini CLI heeds every setting of an extension's server but this one (geminicli.com/docs/extensions/reference).
  const entry = file.isExtension ? { ...parsed.data, trust: undefined } : parsed.data;
  const id = declaredId('mcp-server', run.input.target.name, file.path, name);
  const evidence = run.lines(file.path, server.startLine, server.endLine);
  // Clients write it either way; Claude Code switches a server off in its settings instead.
  const isOff = entry.disabled === true || entry.enabled === false || settings.disabled.includes(server.name);
  const { attributes, identifiers } = serverAttributes(run, where, entry, settings.approvals(server.name));
  const state = fileState(file);
  run.facts.push(
    nodeFact({
      id,
      kind: 'mcp-server',
      name,
      // A template that is switched off is still a template.
      state: isOff && state === 'active' ? 'disabled' : state,
      attributes: { ...attributes, ...clientAttribute(file) },
      identifiers,
      evidence,
    }),
  );
  for (const from of clients) run.facts.push(edgeFact({ from, edge: 'connects-to', to: id, evidence }));
  // After the node: the credential hangs on it.
  addLiterals(run, { holder: id, path: file.path, name, evidence }, entry);
  return true;
}

/** Of several clients none is the one whose configuration lists it: the edges tell them. */
function clientAttribute({ clients }: ClientFile): { client?: string } {
  const [only, ...others] = clients;
  return only === undefined || others.length > 0 ? {} : { client: only.id };
}

/** What settings beside a file say of its servers. `complete`: false where one of them could not be read. */
interface ProjectSettings {
  readonly disabled: readonly string[];
  readonly approvals: (server: string) => readonly string[];
  readonly complete: boolean;
}

const NO_SETTINGS: ProjectSettings = { disabled: [], approvals: () => [], complete: true };

/** Permissions in Claude Code name a server's tools as `mcp__<server>__<tool>`, and all of them as `mcp__<server>`. */
function claudeSettings(run: SourceRun, mcpJsonPath: string): ProjectSettings {
  const read: ClaudeSettings[] = [];
  let complete = true;
  for (const path of claudeSettingsPaths(mcpJsonPath)) {
    if (!run.input.files.paths.includes(path)) continue;
    const settings = readClaudeSettings(run, path);
    if (settings === null) complete = false;
    else read.push(settings);
  }
  const allowed = read.flatMap((settings) => settings.permissions.allow);
  const bypass = read.some((settings) => settings.permissions.defaultMode === 'bypassPermissions');
  return {
    complete,
    disabled: read.flatMap((settings) => settings.disabledMcpjsonServers),
    approvals: (server) => {
      // bypassPermissions asks for nothing at all.
      if (bypass || allowed.includes(`mcp__${server}`) || allowed.includes('mcp__*')) return ['*'];
      // Of `mcp__<server>__*` a `*` is left, which stands for all of its tools.
      const prefix = `mcp__${server}__`;
      return allowed.filter((rule) => rule.startsWith(prefix)).map((rule) => rule.slice(prefix.length));
    },
  };
}

/** Null, with the gap, where it cannot be read: what is approved is then not known to its end. */
function readClaudeSettings(run: SourceRun, path: string): ClaudeSettings | null {
  const text = run.text(path);
  if (text === null) return null;
  const json = readJsonc(text);
  if (!json.ok) {
    run.gap(path, json.error.reason, json.error.detail);
    return null;
  }
  const parsed = ClaudeSettings.safeParse(json.value);
  if (parsed.success) return parsed.data;
  run.gap(path, 'wrong-shape', describeIssues(parsed.error));
  return null;
}
