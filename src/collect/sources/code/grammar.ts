import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { Language as TreeSitterLanguage, Parser } from 'web-tree-sitter';
import { err, ok, type Gap, type Result } from '#model';
import { DROP, ERROR, FlatTree, LEAF, WHOLE, type TreeWalk } from './flat-tree.ts';
import { cursorWalk, directCursor, publicCursor } from './node-cursor.ts';
import { startParser, type ParserModule } from './parser-module.ts';
import { checkedWalk } from './checked-walk.ts';
import { grammarWasm, type GrammarName } from './wasm-files.ts';

/** Longest time for one file, in milliseconds: error recovery on hostile text can take minutes. */
const MAX_PARSE_MS = 3_000;
/** Code that people write stays far below; the walk has a bound on bytes beside it. */
const MAX_CHARACTERS = 2_000_000;
/** Questions of the parser for one look at the clock: some 5 ms apart. */
const CLOCK_EVERY = 64;
/** A file cut off behind this word: the grammar takes it for a name, which no engine does. */
const ENDS_IN_EXPORT = /(^|[\s;}])export\s*$/;
/** Of the end of a text, as much as is looked at. */
const END_LENGTH = 16;

/** Node types that are kept without what is below them, and tokens without a name that mean something. */
export interface KeptTypes {
  readonly leaves: readonly string[];
  readonly tokens: readonly string[];
  /** Named types of no interest, with everything below. */
  readonly dropped: readonly string[];
}

export interface Grammar {
  readonly name: GrammarName;
  /** Node type by id. Several ids may share a name. */
  readonly types: readonly string[];
  /** Field by id; 0 is none. */
  readonly fields: readonly (string | null)[];
  /**
   * Parses into a tree that is valid until the next parse by any grammar.
   * Fails with not-parsed, timed-out or too-large; `where` is the path.
   */
  parse(path: string, text: string): Result<FlatTree, Gap>;
}

interface TreeSitter {
  readonly parser: ParserModule;
  /** By the binding's own functions: slower, and right in every version. */
  readonly byCursor: TreeWalk;
}

// One WebAssembly module a thread, whatever number of grammars it holds.
let started: Promise<TreeSitter> | undefined;

/** Starts the parser once a thread. */
function start(): Promise<TreeSitter> {
  started ??= (async () => {
    const parser = await startParser();
    return { parser, byCursor: cursorWalk(directCursor(parser.module) ?? publicCursor()) };
  })();
  return started;
}

/** Shared by all grammars of the thread, which parses one file at a time. */
const tree = new FlatTree();

/** Loads one grammar once; costs 5 to 30 ms. */
export async function loadGrammar(
  name: GrammarName,
  kept: KeptTypes,
  maxParseMs = MAX_PARSE_MS,
): Promise<Grammar> {
  const { parser: module, byCursor } = await start();
  const language = await TreeSitterLanguage.load(await readFile(grammarWasm(name)));
  const keep = keptByType(language, kept);
  const parser = new Parser().setLanguage(language);
  const sample = { grammar: language, language: name === 'python' ? name : 'typescript' } as const;
  // At its first text: programs hold files of languages of which none is a module that matters.
  let walk: TreeWalk | null = null;
  return {
    name,
    types: language.types,
    fields: language.fields,
    parse: (path, text) => {
      if (text.length > MAX_CHARACTERS) {
        return err({ where: path, reason: 'too-large', detail: `more than ${MAX_CHARACTERS} characters` });
      }
      const deadline = performance.now() + maxParseMs;
      let asked = 0;
      // Asked every hundred steps of the parser; the clock alone would cost a twentieth of the parse.
      const isLate = (): boolean => asked++ % CLOCK_EVERY === 0 && performance.now() > deadline;
      try {
        walk ??= checkedWalk(module, parser, sample, byCursor);
        const parsed = parser.parse(text, null, module.read(text, isLate));
        if (parsed === null) {
          // A parse that was cut off would be gone on with by the next one.
          parser.reset();
          return err({ where: path, reason: 'timed-out', detail: `no syntax tree within ${maxParseMs} ms` });
        }
        try {
          tree.fill(parsed, text, walk, keep);
          // What the parser made up to go on has its ordinary type: only the root tells of it.
          if (tree.errors === 0 && (parsed.rootNode.hasError || isCutOff(text))) tree.errors = 1;
        } finally {
          parsed.delete();
        }
        return ok(tree);
      } catch (error) {
        parser.reset();
        return err({ where: path, reason: 'not-parsed', detail: `the parser failed: ${nameOf(error)}` });
      }
    },
  };
}

function isCutOff(text: string): boolean {
  return ENDS_IN_EXPORT.test(text.slice(-END_LENGTH));
}

/** The name alone: a message could repeat what was in the file. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}

/** Looked up by id, since it is asked for every node of every file. */
function keptByType(language: TreeSitterLanguage, kept: KeptTypes): Uint8Array {
  const leaves = new Set(kept.leaves);
  const tokens = new Set(kept.tokens);
  const dropped = new Set(kept.dropped);
  const keep = new Uint8Array(65_536);
  keep[ERROR] = WHOLE;
  language.types.forEach((type, id) => {
    if (!language.nodeTypeIsNamed(id)) keep[id] = tokens.has(type) ? LEAF : DROP;
    else if (dropped.has(type)) keep[id] = DROP;
    else keep[id] = leaves.has(type) ? LEAF : WHOLE;
  });
  return keep;
}
