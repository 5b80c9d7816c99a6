import { findNodeAtLocation, getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { err, ok, type Gap, type Result } from '#model';
import { parseSafely } from '../../source-run.ts';
import { lineFinder } from '../../text-lines.ts';
import type { ClientFile } from './clients.ts';
import { REACHED_BY } from './schema.ts';

/** One entry of the map of servers, not yet checked. */
export interface RawServer {
  readonly name: string;
  readonly value: unknown;
  /** Not in a map that a key leads to: that it is a server only its command or URL can say. */
  readonly mustBeReached?: true;
  readonly startLine: number;
  readonly endLine: number;
}

/** What one file says of servers. */
interface FileServers {
  /** In the order of the file. */
  readonly servers: readonly RawServer[];
  /** Files of further servers, as a plugin's manifest names them; empty for every other file. */
  readonly namedFiles: readonly string[];
}

/** More than any client could start; a file with more is hostile or no configuration. */
const MAX_SERVERS = 1_000;

const NO_MAP = 'the map of servers is not an object';

type Problem = Pick<Gap, 'reason' | 'detail'>;

const TOO_MANY: Problem = { reason: 'too-many', detail: `more than ${String(MAX_SERVERS)} servers` };

/** Null where the file holds no map of servers, which is no fault of it. */
export function readServers(file: ClientFile, text: string): Result<FileServers | null, Problem> {
  const read = parseSafely(() =>
    file.format === 'toml' ? tomlServers(file, text) : jsonServers(file, text),
  );
  if ('reason' in read) return err({ reason: read.reason, detail: `not readable as ${file.format}` });
  if (!read.value.ok || read.value.value === null) return read.value;
  const { servers, namedFiles } = read.value.value;
  if (servers.length + namedFiles.length > MAX_SERVERS) return err(TOO_MANY);
  return read.value;
}

/** A whole JSONC document as a plain value; for files in which lines do not matter. */
export function readJsonc(text: string): Result<unknown, Problem> {
  const read = parseSafely(() => {
    const errors: ParseError[] = [];
    // Clients read their files with comments and trailing commas; what they accept must not be a gap here.
    const tree = parseTree(text, errors, { allowTrailingComma: true });
    return tree === undefined || errors.length > 0 ? null : { value: getNodeValue(tree) as unknown };
  });
  if ('reason' in read) return err({ reason: read.reason, detail: 'not readable as JSON' });
  return read.value === null ? err({ reason: 'not-parsed', detail: 'not valid JSON' }) : ok(read.value.value);
}

function jsonServers(file: ClientFile, text: string): Result<FileServers | null, Problem> {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (tree === undefined || errors.length > 0) return err({ reason: 'not-parsed', detail: 'not valid JSON' });
  if (tree.type !== 'object') return err({ reason: 'wrong-shape', detail: 'the top level is not an object' });
  const keyed = file.keys.map((key) => findNodeAtLocation(tree, [key])).find((node) => node !== undefined);
  const given = keyed ?? (isPlainMap(file, tree) ? tree : undefined);
  if (given === undefined)
    return file.plainMap === 'always'
      ? err({ reason: 'wrong-shape', detail: 'no map of servers' })
      : ok(null);
  // A manifest may list several of either form.
  const parts = file.pluginRoot !== null && given.type === 'array' ? (given.children ?? []) : [given];
  const named = parts.filter(({ type }) => file.pluginRoot !== null && type === 'string');
  const maps = parts.filter((part) => !named.includes(part));
  if (maps.some(({ type }) => type !== 'object')) return err({ reason: 'wrong-shape', detail: NO_MAP });
  const lineOf = lineFinder(text);
  return ok({
    servers: maps.flatMap((map) =>
      (map.children ?? []).flatMap((property) => rawServer(property, lineOf, map === tree)),
    ),
    namedFiles: named.map(({ value }) => String(value)),
  });
}

/** Nothing but a command or a URL tells servers from the settings of some other program, where no manifest names the file. */
function isPlainMap({ plainMap }: ClientFile, tree: Node): boolean {
  const entries = (tree.children ?? []).flatMap(({ children }) => children?.[1] ?? []);
  switch (plainMap) {
    case 'never':
      return false;
    case 'all-reached':
      return entries.length > 0 && entries.every(isReached);
    case 'one-reached':
      return entries.some(isReached);
    case 'always':
      // The settings of some other program have no entry that could be a server.
      return entries.length === 0 || entries.some(({ type }) => type === 'object');
    default:
      return plainMap satisfies never;
  }
}

function isReached(entry: Node): boolean {
  return (
    entry.type === 'object' && REACHED_BY.some((key) => findNodeAtLocation(entry, [key])?.type === 'string')
  );
}

/** Half a property, as of a file cut short, is left out. `isPlain`: no key leads to the map. */
function rawServer(property: Node, lineOf: (offset: number) => number, isPlain: boolean): RawServer[] {
  const [key, value] = property.children ?? [];
  if (key === undefined || value === undefined) return [];
  // Editors ask for it at the top of any file; it is no server.
  if (isPlain && key.value === '$schema') return [];
  return [
    {
      name: String(key.value),
      value: getNodeValue(value),
      ...(isPlain ? { mustBeReached: true } : {}),
      startLine: lineOf(property.offset),
      endLine: lineOf(property.offset + property.length - 1),
    },
  ];
}

/** TOML carries no positions: a server is where its table header stands, or the first line of the file. */
function tomlServers(file: ClientFile, text: string): Result<FileServers | null, Problem> {
  const document: Record<string, unknown> = parseToml(text);
  const key = file.keys.find((name) => document[name] !== undefined);
  if (key === undefined) return ok(null);
  const map = document[key];
  if (typeof map !== 'object' || map === null || Array.isArray(map)) {
    return err({ reason: 'wrong-shape', detail: 'the map of servers is not a table' });
  }
  // Before their lines are looked for: each server looks through all headers.
  if (Object.keys(map).length > MAX_SERVERS) return err(TOO_MANY);
  const lines = text.split('\n');
  // Compared without quotes and blanks, since TOML allows both around the parts of a key.
  const headers = lines.flatMap((written, i) => {
    const line = written.replaceAll(/["'\s]/g, '');
    return line.startsWith('[') ? [{ line, number: i + 1 }] : [];
  });
  const servers = Object.entries(map).map(([name, value]: [string, unknown]) => {
    const header = `[${key}.${name.replaceAll(/["'\s]/g, '')}`;
    // A server may begin with one of its sub-tables.
    const at = headers.findIndex(
      ({ line }) => line.startsWith(`${header}]`) || line.startsWith(`${header}.`),
    );
    const found = headers[at];
    if (found === undefined) return { name, value, startLine: 1, endLine: 1 };
    const next = headers.find(({ line }, i) => i > at && !line.startsWith(`${header}.`));
    return { name, value, startLine: found.number, endLine: (next?.number ?? lines.length + 1) - 1 };
  });
  return ok({ servers, namedFiles: [] });
}
