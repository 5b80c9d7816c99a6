import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { openTarget } from '#collect';
import { grammarOf } from '../../src/collect/sources/code/parse-module.ts';
import { libraryPrefilter } from '../../src/collect/sources/code/prefilter.ts';
import { loadCatalog } from '../../src/collect/sources/code/recognise/catalog/catalog.ts';
import { librariesOf } from '../../src/collect/sources/code/recognise/catalog/libraries.ts';
import { KeywordAutomaton } from '../../src/inspect/keyword-automaton.ts';

/** What any scanner of the tree has to do at the least. All figures are of one process that did nothing else before. */
export interface ScanBaseline {
  readonly files: number;
  readonly bytes: number;
  /** Files that name an AI library: the ones that are parsed. */
  readonly hits: number;
  readonly cpuSeconds: number;
}

type GrammarName = NonNullable<ReturnType<typeof grammarOf>>;

async function parsers(names: readonly GrammarName[]): Promise<ReadonlyMap<GrammarName, Parser>> {
  await Parser.init();
  // The same grammars that the scan loads.
  const manifest = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json');
  const loaded = new Map<GrammarName, Parser>();
  for (const name of names) {
    const language = await Language.load(join(dirname(manifest), 'wasm', `tree-sitter-${name}.wasm`));
    loaded.set(name, new Parser().setLanguage(language));
  }
  return loaded;
}

/** Reads and hashes every code file, passes once over its text for the libraries' names, and parses the hit files, no more. */
async function measureBaseline(tree: string): Promise<ScanBaseline> {
  const libraries = librariesOf(await loadCatalog());
  const mayImport = libraryPrefilter(libraries);
  const files = openTarget(tree, 'tree').paths.flatMap((path) => {
    const grammar = grammarOf(path);
    return grammar === null ? [] : [{ path: join(resolve(tree), path), grammar }];
  });
  // Which files are hits is found out before the clock starts, so that the scan's own filter is no part of the measure.
  const hits = new Set<string>();
  for (const { path, grammar } of files) {
    const language = grammar === 'python' ? 'python' : 'typescript';
    if (mayImport(language, readFileSync(path, 'utf8'))) hits.add(path);
  }
  // The automaton takes printable ASCII, which all library names are.
  const names = [...new Set([...libraries.python, ...libraries.typescript])].filter((name) =>
    /^[\x20-\x7e]+$/.test(name),
  );

  // Loading the parsers counts: a scan cannot do without.
  const before = process.cpuUsage();
  const automaton = new KeywordAutomaton(names);
  const byGrammar = await parsers([...new Set(files.map(({ grammar }) => grammar))]);
  let bytes = 0;
  let seen = 0;
  for (const { path, grammar } of files) {
    const raw = readFileSync(path);
    // A scanner that caches by content has to hash; the figure is what the ratio is divided by.
    createHash('sha256').update(raw).digest('hex');
    const text = raw.toString('utf8');
    automaton.scan(text, () => (seen += 1));
    bytes += raw.length;
    // Freed at once, or the WebAssembly heap would grow to the size of all trees.
    if (hits.has(path)) byGrammar.get(grammar)?.parse(text)?.delete();
  }
  const { user, system } = process.cpuUsage(before);
  if (seen === 0) throw new Error('the tree names no AI library: it measures nothing');
  return { files: files.length, bytes, hits: hits.size, cpuSeconds: (user + system) / 1e6 };
}

if (process.argv[1] === import.meta.filename)
  process.stdout.write(JSON.stringify(await measureBaseline(process.argv[2] ?? '.')));
