import { nodeFact, type Evidence, type Fact, type NodeFact } from '#model';
import type { Target, TargetFiles } from '../../source.ts';
import type { Language } from './ir.ts';
import { grammarOf } from './parse-module.ts';
import type { CallerFile } from './recognise/catalog/caller-schema.ts';
import { isTestPath } from './recognise/recognition/recognition.ts';

/** What makes a folder a package of its own: what stands in it is installed, and so deployed, together. */
const MANIFESTS: ReadonlySet<string> = new Set([
  'package.json',
  'pyproject.toml',
  'requirements.txt',
  'setup.py',
  'setup.cfg',
  'Pipfile',
]);
/** Places that are told. A reader begins with the first. */
const MAX_PLACES = 5;
/** Letters before a match in which the beginning of its line is looked for: bundles have lines of a million. */
const LOOK_BACK = 400;
/** Matches of one file that are looked at. */
const MAX_MATCHES = 2_000;
const COMMENT = /^\s*(?:#|\/\/|\*|\/\*)/;

/** One place at which code looks at who calls it. */
interface CallerCheck {
  readonly path: string;
  readonly line: number;
  /** `reads the header authorization`, `calls verify of jsonwebtoken`. */
  readonly what: string;
}

type ReadChecks = (path: string, language: Language, text: string) => readonly CallerCheck[];

/**
 * Agents in whose package some code looks at who calls it, with the places. By the text of its files, since the module that lets
 * callers in need name no AI library; what it does with those whom it does not know is not read, and so nothing is proven by it.
 */
export function callerChecks(
  target: Target,
  files: TargetFiles,
  facts: readonly Fact[],
  words: CallerFile,
): readonly NodeFact[] {
  const folders = new Set(files.paths.filter((path) => MANIFESTS.has(nameOf(path))).map(folderOf));
  const agents = facts.flatMap((fact) =>
    fact.fact === 'node' && fact.kind === 'agent' && fact.state === 'active'
      ? [{ fact, folder: packageOf(placeOf(fact), folders) }]
      : [],
  );
  const wanted = new Set(agents.map(({ folder }) => folder));
  if (wanted.size === 0) return [];
  const read = checkReader(words);
  const found = new Map<string, CallerCheck[]>();
  for (const path of files.paths) {
    const grammar = grammarOf(path);
    const folder = grammar === null || isTestPath(path) ? null : packageOf(path, folders);
    const text = folder === null || !wanted.has(folder) ? null : files.text(path);
    if (grammar === null || folder === null || text?.ok !== true) continue;
    const language = grammar === 'python' ? 'python' : 'typescript';
    const known = found.get(folder) ?? [];
    found.set(folder, [...known, ...read(path, language, text.value)].slice(0, MAX_PLACES));
  }
  return agents.flatMap(({ fact, folder }) => {
    const checks = found.get(folder) ?? [];
    return checks.length === 0 ? [] : [agentWith(fact, target, checks)];
  });
}

function agentWith({ id, name }: NodeFact, target: Target, checks: readonly CallerCheck[]): NodeFact {
  const evidence = checks.map(({ path, line, what }): Evidence => ({
    plane: 'declared',
    source: 'code',
    target: target.id,
    at: { path, startLine: line, endLine: line },
    note: what,
  }));
  const attributes = {
    callerChecks: checks.map(({ path, line, what }) => `${path}:${String(line)} ${what}`),
  };
  return nodeFact({ id, kind: 'agent', name, attributes, evidence });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The nearest folder above it with a manifest; the target's root where there is none. */
function packageOf(path: string, folders: ReadonlySet<string>): string {
  let folder = folderOf(path);
  while (folder !== '' && !folders.has(folder)) folder = folderOf(folder);
  return folder;
}

function placeOf({ evidence }: NodeFact): string {
  const at = evidence[0]?.at;
  return at !== undefined && 'path' in at ? at.path : '';
}

/** Regular expressions of one language, made once. */
function checkReader(words: CallerFile): ReadChecks {
  const header = headerPattern(words.headers);
  return (path, language, text) => {
    const patterns = words.verifiers[language].filter(({ package: name }) => text.includes(name));
    const calls = patterns.flatMap(({ package: name, calls: of }) =>
      imports(language, name).test(text)
        ? matchesIn(
            text,
            new RegExp(String.raw`\b(${of.join('|')})\b\s*\(|@(?:\w+\.)?(${of.join('|')})\b`, 'g'),
          ).map(({ line, match }) => ({ path, line, what: `calls ${match} of ${name}` }))
        : [],
    );
    const reads = matchesIn(text, header).map(({ line, match }) => ({
      path,
      line,
      what: `reads the header ${match.toLowerCase()}`,
    }));
    return [...calls, ...reads];
  };
}

/** `headers.authorization`, `headers["x-api-key"]`, `headers().get('Authorization')`, `req.header('…')`; not where it is set. */
function headerPattern(headers: readonly string[]): RegExp {
  const names = headers.join('|');
  const read = String.raw`\bheaders?["']?\]?(?:\(\))?\)?[!?]?(?:\.get\(|\.|\?\.\[|\[|\()\s*["'\x60]?(${names})(?![\w-])(?!["'\x60]?\s{0,8}\]?\s{0,8}=[^=])`;
  const declared = String.raw`\b(authorization|x_api_key)\s*:[^=\n]{0,80}=\s*Header\(`;
  const got = String.raw`\.(?:get|header)\(\s*["'\x60](${names})["'\x60]\s*\)`;
  return new RegExp(`${read}|${declared}|${got}|\\b(HTTP_AUTHORIZATION)\\b`, 'gi');
}

function imports(language: Language, name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return language === 'python'
    ? new RegExp(String.raw`^[ \t]*(?:from|import)[ \t]+${escaped}\b`, 'm')
    : new RegExp(String.raw`["'\x60]${escaped}(?:/[\w./-]*)?["'\x60]`);
}

function isInComment(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LOOK_BACK), at);
  return COMMENT.test(before.slice(before.lastIndexOf('\n') + 1));
}

/** Outside of lines of comment; the first of each text that is matched. */
function matchesIn(
  text: string,
  pattern: RegExp,
): readonly { readonly line: number; readonly match: string }[] {
  const found = new Map<string, number>();
  let seen = 0;
  for (const one of text.matchAll(pattern)) {
    if (found.size >= MAX_PLACES || ++seen > MAX_MATCHES) break;
    const match = one.slice(1).find((group) => group !== undefined);
    if (match === undefined || found.has(match) || isInComment(text, one.index)) continue;
    found.set(match, text.slice(0, one.index).split('\n').length);
  }
  return [...found].map(([match, line]) => ({ line, match }));
}
