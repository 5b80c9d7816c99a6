import { err, ok, type Gap, type Result } from '#model';
import { loadGrammar, type Grammar, type GrammarName } from './grammar.ts';
import type { ModuleIr } from './ir.ts';
import { Lowering, MAX_DEPTH, type LoweringRules } from './lower/lowering.ts';
import { TYPESCRIPT_KEPT, typescriptRules } from './lower/typescript/rules.ts';
import { PYTHON_KEPT, pythonRules } from './lower/python/rules.ts';

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

export type ModuleParser = (path: string, text: string) => Result<ParsedModule, Gap>;

interface Loaded {
  readonly grammar: Grammar;
  readonly rules: LoweringRules;
}

const loading = new Map<GrammarName, Promise<Loaded>>();

function load(name: GrammarName): Promise<Loaded> {
  const known = loading.get(name);
  if (known !== undefined) return known;
  const isPython = name === 'python';
  const promise = loadGrammar(name, isPython ? PYTHON_KEPT : TYPESCRIPT_KEPT).then((grammar) => {
    return { grammar, rules: isPython ? pythonRules(grammar) : typescriptRules(grammar) };
  });
  loading.set(name, promise);
  return promise;
}

/** A parser for the languages named; the others are not loaded. */
export async function moduleParser(names: Iterable<GrammarName>): Promise<ModuleParser> {
  const loaded = new Map<GrammarName, Loaded>();
  for (const name of new Set(names)) loaded.set(name, await load(name));
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
  if (!tree.ok) return tree;
  const lowering = new Lowering(rules, tree.value);
  if (tree.value.count > 0) lowering.visitChildren(0);
  const module = lowering.finish(path);
  const gaps: Gap[] = [];
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
