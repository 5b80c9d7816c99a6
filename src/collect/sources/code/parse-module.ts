import { err, ok, type Gap, type Result } from '#model';
import type { FlatTree } from './flat-tree.ts';
import { loadGrammar, type Grammar } from './grammar.ts';
import type { GrammarName } from './wasm-files.ts';
import type { ModuleIr } from './ir.ts';
import { Lowering, MAX_DEPTH, type LoweringRules } from './lower/lowering.ts';
import { pythonRules } from './lower/python/rules.ts';
import { typescriptRules } from './lower/typescript/rules.ts';
import { keptOf } from './kept-types.ts';
import type { GrammarNames } from './parser-protocol.ts';

/** JavaScript's grammar reads JSX, so that one serves both. */
const GRAMMAR_BY_EXTENSION: Readonly<Record<string, GrammarName>> = {
  py: 'python',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
};

/** null: not a language that is read. Declaration files hold no values. */
export function grammarOf(path: string): GrammarName | null {
  if (/\.d\.[mc]?ts$/.test(path)) return null;
  const dot = path.lastIndexOf('.');
  return dot < 0 ? null : (GRAMMAR_BY_EXTENSION[path.slice(dot + 1)] ?? null);
}

export interface ParsedModule {
  readonly module: ModuleIr;
  /** What of the module was not looked at to its end. */
  readonly gaps: readonly Gap[];
}

/** Fails with a gap: too large, too slow, not parsed, or no language that is read. */
export type ModuleParser = (path: string, text: string) => Result<ParsedModule, Gap>;

interface Loaded {
  readonly grammar: Grammar;
  readonly rules: LoweringRules;
}

/** Grammars are loaded once a process, and only those that are asked for. */
const loading = new Map<GrammarName, Promise<Loaded>>();

/** The promise is kept, so that two who ask at once wait for one load. */
function load(name: GrammarName): Promise<Loaded> {
  const known = loading.get(name);
  if (known !== undefined) return known;
  const promise = loadGrammar(name, keptOf(name)).then((grammar) => ({ grammar, rules: rulesOf(grammar) }));
  loading.set(name, promise);
  return promise;
}

/** TypeScript's handlers serve TSX and JavaScript as well. */
export function rulesOf(grammar: GrammarNames): LoweringRules {
  return grammar.name === 'python' ? pythonRules(grammar) : typescriptRules(grammar);
}

/** A parser for the languages named; the others are not loaded. */
export async function moduleParser(names: Iterable<GrammarName>): Promise<ModuleParser> {
  // At once: each waits for its file and for the engine's own threads most of the time.
  const loaded = new Map(
    await Promise.all([...new Set(names)].map(async (name) => [name, await load(name)] as const)),
  );
  return (path, text) => {
    const name = grammarOf(path);
    const language = name === null ? undefined : loaded.get(name);
    if (language === undefined)
      return err({ where: path, reason: 'unsupported', detail: 'no grammar is loaded for it' });
    return parseModule(language, path, text);
  };
}

function parseModule({ grammar, rules }: Loaded, path: string, text: string): Result<ParsedModule, Gap> {
  const tree = grammar.parse(path, text);
  return tree.ok ? lowerModule(rules, path, tree.value) : tree;
}

/** Fails never; what was not looked at to its end are the gaps. */
export function lowerModule(rules: LoweringRules, path: string, tree: FlatTree): Result<ParsedModule, Gap> {
  const lowering = new Lowering(rules, tree);
  // An empty file has no root that is kept.
  if (tree.count > 0) lowering.visitChildren(0);
  const module = lowering.finish(path);
  const gaps: Gap[] = [];
  // What was read before still counts; the gap says that there was more.
  if (lowering.tooDeep) {
    gaps.push({ where: path, reason: 'too-deep', detail: `nested more than ${MAX_DEPTH} levels deep` });
  }
  if (module.parseErrors > 0) {
    gaps.push({
      where: path,
      reason: 'not-parsed',
      detail: `${module.parseErrors} places are not valid ${module.language}`,
    });
  }
  return ok({ module, gaps });
}
