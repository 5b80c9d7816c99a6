import { isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import * as z from 'zod';
import { err, ok, type Gap, type Result } from '#model';
import { parseSafely } from './source-run.ts';

/** One thing wrong with a file of the organisation's own, for a person to repair. */
export interface YamlProblem {
  readonly reason: Gap['reason'];
  /** 1-based; null where the place is not known. */
  readonly line: number | null;
  /** One clause; names keys and never values. */
  readonly detail: string;
}

/** A document that was read, and where each part of it stands. */
export interface YamlDocument {
  readonly value: unknown;
  /** Lines of the part at this path, or of the nearest part around it. */
  readonly linesOf: (path: readonly PropertyKey[]) => {
    readonly startLine: number;
    readonly endLine: number;
  };
}

/** Aliases may be followed this often before a document counts as a bomb. */
const MAX_ALIASES = 100;

/** A code of the library for what is no YAML, or the document with its plain value. */
type Parsed =
  { readonly code: string; readonly line: number } | { readonly document: Document; readonly value: unknown };

/** Deeper than anybody writes by hand. The library recurses, and runs out of memory before it runs out of stack. */
const MAX_FLOW_DEPTH = 200;
/**
 * Columns before the first word, and markers (`- - - `, `? `) on one line: the two ways to nest without brackets.
 */
const MAX_INDENT = 500;
const MAX_INDICATORS = 50;

/**
 * What the library does by default takes time in the square of the file: it compares each key with all before it, and quotes
 * the line of each mistake. Keys are looked through below, and nothing is quoted.
 */
const LINEAR = { uniqueKeys: false, prettyErrors: false } as const;

/** Over-estimates: a bracket inside a string counts too. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > MAX_FLOW_DEPTH) return true;
  }
  return text.split('\n').some((line) => {
    const lead = /^[\s?:-]*/.exec(line)?.[0] ?? '';
    return lead.length > MAX_INDENT || (lead.match(/[?:-]\s/g) ?? []).length > MAX_INDICATORS;
  });
}

/** Never throws. Aliases are expanded within a bound; a key that stands twice in one map is refused. */
export function readYaml(text: string): Result<YamlDocument, YamlProblem> {
  if (isTooDeep(text)) return err({ reason: 'too-deep', line: null, detail: 'nested too deeply' });
  const counter = new LineCounter();
  const read = parseSafely((): Parsed => {
    const document: Document = parseDocument(text, { ...LINEAR, lineCounter: counter });
    const [error] = document.errors;
    // The library's messages quote the text; its codes do not.
    if (error !== undefined) return { code: error.code, line: counter.linePos(error.pos[0]).line };
    const repeated = repeatedKey(document);
    if (repeated !== null) return { code: 'DUPLICATE_KEY', line: counter.linePos(repeated).line };
    return { document, value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  });
  if ('reason' in read) return err({ reason: read.reason, line: null, detail: 'not readable as YAML' });
  const { value } = read;
  if ('code' in value) {
    if (value.code === 'RESOURCE_EXHAUSTION')
      return err({ reason: 'too-deep', line: null, detail: 'nested too deeply' });
    const code = value.code.toLowerCase().replaceAll('_', ' ');
    return err({ reason: 'not-parsed', line: value.line, detail: `not valid YAML: ${code}` });
  }
  return ok({ value: value.value, linesOf: (path) => linesOf(value.document, counter, path) });
}

/** Offset of the first key that its map has already; null where there is none. */
function repeatedKey(document: Document): number | null {
  let repeated: number | null = null;
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          repeated = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return repeated;
}

function linesOf(document: Document, counter: LineCounter, path: readonly PropertyKey[]) {
  // A key that is missing has no place: the map around it does.
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node) || !node.range) continue;
    const [start, end] = node.range;
    return {
      startLine: counter.linePos(start).line,
      endLine: counter.linePos(Math.max(start, end - 1)).line,
    };
  }
  return { startLine: 1, endLine: 1 };
}

/** Checks one part against its schema; a misspelt key is told with what was probably meant. */
export function checkStrictly<T extends z.ZodType>(
  document: YamlDocument,
  schema: T,
  part: { readonly value: unknown; readonly path: readonly PropertyKey[] },
): Result<z.infer<T>, readonly YamlProblem[]> {
  const parsed = schema.safeParse(part.value);
  if (parsed.success) return ok(parsed.data);
  const keys = keysOf(schema);
  return err(
    // Enough to repair; a file of another kind altogether would complain about everything.
    parsed.error.issues.slice(0, 20).map((issue) => {
      const path = [...part.path, ...issue.path];
      const { startLine } = document.linesOf(
        issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path,
      );
      return {
        reason: 'wrong-shape',
        line: startLine,
        detail: `${path.map(String).join('.') || 'top level'}: ${explain(issue, keys)}`,
      };
    }),
  );
}

/** Words of its own, since zod's messages may quote the value that was found. */
function explain(issue: z.core.$ZodIssue, keys: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `unknown key ${key.slice(0, 60)}${suggestion(key, keys)}`).join(', ');
  }
  // A schema's own words say more than the type; zod's begin like this where there are none.
  if (issue.code === 'invalid_type')
    return issue.message.startsWith('Invalid input')
      ? `expected ${issue.expected}`
      : `expected ${issue.message}`;
  if (issue.code === 'invalid_value')
    return `expected one of ${issue.values.map(String).slice(0, 12).join(', ')}`;
  // Of several alternatives the first is the plain one, and its complaint the one that helps.
  const [first] = issue.code === 'invalid_union' ? issue.errors.flat() : [];
  return first === undefined ? issue.message.slice(0, 120) : explain(first, keys);
}

/** Every property name that occurs anywhere in the schema: enough to tell a slip from an invention. */
function keysOf(schema: z.ZodType): readonly string[] {
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, value] of Object.entries(part as Record<string, unknown>)) {
      if (key === 'properties' && typeof value === 'object' && value !== null)
        for (const name of Object.keys(value)) names.add(name);
      visit(value);
    }
  };
  visit(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return [...names].sort();
}

function suggestion(key: string, keys: readonly string[]): string {
  const nearest = keys
    .map((name) => ({ name, distance: editDistance(key.toLowerCase().slice(0, 60), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  // A third of the word, and never more than three letters: beyond that it is another word.
  const allowed = Math.max(1, Math.floor(key.length / 3));
  return nearest !== undefined && nearest.distance <= Math.min(allowed, 3)
    ? `; did you mean ${nearest.name}?`
    : '';
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
