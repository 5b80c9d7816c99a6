import type { AttributesOf, Evidence, Identifier } from '#model';
import { addCredentials } from '../../credential-facts.ts';
import type { SourceRun } from '../../source-run.ts';
import { dockerEnvironment, launchedPackage } from './launched-package.ts';
import type { ServerEntry } from './schema.ts';

type ServerAttributes = AttributesOf<'mcp-server'>;

/** What a server's entry says of it. Every text passes the inspector: a key can hide in any of them. */
export function serverAttributes(
  run: SourceRun,
  where: string,
  entry: ServerEntry,
  approvedBySettings: readonly string[],
): { attributes: ServerAttributes; identifiers: Identifier[] } {
  const redact = (text: string): string => run.input.inspector.redact(text).slice(0, 500);
  const rawUrl = entry.url ?? entry.serverUrl ?? entry.httpUrl;
  const url = rawUrl === undefined ? null : plainUrl(run, where, rawUrl);
  const launched = entry.command === undefined ? null : launchedPackage(entry.command, entry.args);
  const autoApprove = approvals(entry, approvedBySettings);
  const attributes: ServerAttributes = {
    ...transportOf(entry, rawUrl),
    envNames: envNames(entry).map(redact),
    ...(entry.command === undefined ? {} : { command: redact(programName(entry.command)) }),
    ...(launched === null ? {} : { packageName: redact(launched.name), packageVersion: launched.version }),
    ...(url === null ? {} : { url: redact(url) }),
    // A server that is started needs none; a URL without a header may still ask for OAuth.
    ...(rawUrl === undefined ? {} : { authentication: hasAuthorization(entry) ? 'header' : 'unknown' }),
    ...(autoApprove === undefined
      ? {}
      : { autoApprove: autoApprove === null ? null : autoApprove.map(redact) }),
  };
  return { attributes, identifiers: url === null ? [] : [{ scheme: 'url', value: redact(url) }] };
}

/** An absolute path would tie the asset to one machine. */
function programName(command: string): string {
  return /^([A-Za-z]:)?[\\/]/.test(command) ? (command.split(/[\\/]/).at(-1) ?? command) : command;
}

/**
 * SSE was the first transport over HTTP, and its servers are known by their path where the file does not say (MCP
 * specification 2025-03-26, "Transports").
 */
function transportOf(entry: ServerEntry, url: string | undefined): Pick<ServerAttributes, 'transport'> {
  if (url === undefined) return entry.command === undefined ? {} : { transport: 'stdio' };
  const named = entry.type ?? entry.transport;
  if (named === 'sse' || (named === undefined && /\/sse\/?(\?|$)/.test(url))) return { transport: 'sse' };
  return { transport: 'streamable-http' };
}

/** Without query, fragment and user: each of them carries keys. */
function plainUrl(run: SourceRun, where: string, raw: string): string | null {
  // A placeholder is no address: two servers must not be joined by it.
  if (raw.includes('${') || raw.includes('<')) {
    run.gap(where, 'unresolved', 'the url holds a variable');
    return null;
  }
  try {
    const url = new URL(raw);
    return `${url.protocol}//${url.host}${url.pathname}`;
  } catch {
    run.gap(where, 'unresolved', 'the url does not parse');
    return null;
  }
}

/** Both spellings; where a file holds both, Codex's own wins. */
function headersOf(entry: ServerEntry): Record<string, string | number | boolean> {
  return { ...entry.headers, ...entry.http_headers };
}

/** By the header's name alone; its value is looked at by the inspector. */
function hasAuthorization(entry: ServerEntry): boolean {
  const names = [...Object.keys(headersOf(entry)), ...Object.keys(entry.env_http_headers ?? {})];
  return (
    entry.bearer_token_env_var !== undefined || names.some((name) => /auth|key|token|cookie/i.test(name))
  );
}

/** Null: the file says that nothing is approved unasked. Undefined: it says nothing. */
function approvals(entry: ServerEntry, bySettings: readonly string[]): readonly string[] | null | undefined {
  if (entry.trust === true) return ['*'];
  const named = entry.autoApprove ?? entry.alwaysAllow;
  const all = [...new Set([...(named ?? []), ...bySettings])].sort();
  if (all.length > 0) return all.includes('*') ? ['*'] : all;
  return named === undefined ? undefined : null;
}

/** Names of every variable that the server gets, however the client writes it. */
function envNames(entry: ServerEntry): string[] {
  const fromDocker = dockerEnvironment(entry.command ?? '', entry.args).map(({ name }) => name);
  const fromHeaders = Object.values(entry.env_http_headers ?? {}).map(String);
  const bearer = entry.bearer_token_env_var === undefined ? [] : [entry.bearer_token_env_var];
  return [...new Set([...Object.keys(entry.env), ...fromDocker, ...fromHeaders, ...bearer])].sort();
}

/** Every literal value goes past the inspector once; what it recognises becomes a credential. */
export function addLiterals(
  run: SourceRun,
  server: {
    readonly holder: string;
    readonly path: string;
    readonly name: string;
    readonly evidence: Evidence[];
  },
  entry: ServerEntry,
): void {
  // The raw URL: its query and user are where keys stand.
  const url = entry.url ?? entry.serverUrl ?? entry.httpUrl;
  const variables: Literal[] = [
    ...Object.entries(entry.env).map(([name, value]): Literal => [name, String(value)]),
    ...dockerEnvironment(entry.command ?? '', entry.args).flatMap(({ name, value }): Literal[] =>
      value === null ? [] : [[name, value]],
    ),
  ];
  const others: Literal[] = [
    ...Object.entries(headersOf(entry)).map(([name, value]): Literal => [name, String(value)]),
    ...argumentLiterals(entry.args),
    ...(url === undefined ? [] : [['url', url] satisfies Literal]),
  ];
  for (const [isEnvironment, literals] of [[true, variables] as const, [false, others] as const]) {
    for (const [label, value] of literals) {
      const name = `${server.name}.${run.input.inspector.redact(label).slice(0, 100)}`;
      addCredentials(run, { ...server, name, label, isEnvironment, value });
    }
  }
}

/** What a value is given under, and the value. */
type Literal = [string, string];

/** `--api-key X` and `--api-key=X` give the value its name; docker's variables are read apart. */
function argumentLiterals(args: readonly string[]): Literal[] {
  return args.flatMap((word, i): Literal[] => {
    if (args[i - 1] === '-e' || args[i - 1] === '--env' || word.startsWith('--env=')) return [];
    const [, option, value] = /^--?([\w-]+)=(.*)$/s.exec(word) ?? [];
    if (option !== undefined && value !== undefined) return [[option, value]];
    const before = /^--?([\w-]+)$/.exec(args[i - 1] ?? '')?.[1];
    return [[before ?? `argument-${String(i)}`, word]];
  });
}
