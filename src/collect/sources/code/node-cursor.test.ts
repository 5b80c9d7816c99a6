import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { describe, expect, it } from 'vitest';
import { checkedWalk } from './checked-walk.ts';
import { DROP, FlatTree, LEAF, WHOLE, type TreeWalk } from './flat-tree.ts';
import type { GrammarName } from './wasm-files.ts';
import { cursorWalk, directCursor, publicCursor } from './node-cursor.ts';
import { startParser } from './parser-module.ts';
import { subtreeWalk } from './subtree-walk.ts';

const PYTHON = `
@app.tool(name="x")
async def f(a: int = 1, *b):
    """doc"""
    return [g(f"{x!r}") for x in a if x]  # π 🙂
class A(B): c = (d := 1,)
def broken)) ::= (
`;
const TYPESCRIPT = `
import a, { b as c } from 'd'; /* π 🙂 */
@f() export class G<T> extends H { static async *i({ j, ...k }: L = m, n?: o) { this.#p ??= \`\${q} r\`; } }
export const s = async (t) => t?.u[0]!;
if (a) b: for (;;) {} else do { } while (/c/g)
let broken ) = {
`;
const EMPTY = '';
/** Deeper than any stack. */
const DEEP = `${'['.repeat(20_000)}1${']'.repeat(20_000)}`;
/** Long enough that the parser keeps its places in long nodes, and its lists in hidden ones. */
const LONG = Array.from(
  { length: 3_000 },
  (_, i) => `name_${i} = call_${i}(${i}, "größe ${i}")  # ${i}`,
).join('\n');

const parser = await startParser();
const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const direct = directCursor(parser.module);

async function languageOf(name: GrammarName): Promise<Language> {
  return Language.load(await readFile(join(folder, `tree-sitter-${name}.wasm`)));
}

/** Every third type is kept without what is below it, every seventh not at all. */
function someKept(): Uint8Array {
  return new Uint8Array(65_536).map((_, type) => (type % 7 === 6 ? DROP : type % 3 === 2 ? LEAF : WHOLE));
}

describe('a flat tree', () => {
  it.each<{ readonly what: string; readonly grammar: GrammarName; readonly text: string }>([
    { what: 'Python', grammar: 'python', text: PYTHON },
    { what: 'TypeScript', grammar: 'typescript', text: TYPESCRIPT },
    { what: 'TypeScript with elements', grammar: 'tsx', text: `${TYPESCRIPT}<w x={y}>z &amp; <b/></w>` },
    { what: 'JavaScript', grammar: 'javascript', text: TYPESCRIPT },
    { what: 'another language', grammar: 'python', text: TYPESCRIPT },
    { what: 'an empty text', grammar: 'typescript', text: EMPTY },
    { what: 'lists in lists', grammar: 'javascript', text: DEEP },
    { what: 'a long text', grammar: 'python', text: LONG },
    { what: 'a text cut off', grammar: 'python', text: LONG.slice(0, -20) },
  ])('of $what is the same by each way to read it', async ({ grammar, text }) => {
    const language = await languageOf(grammar);
    parser.read(text);
    const parsed = new Parser().setLanguage(language).parse(text);
    if (parsed === null || direct === null) throw new Error('the binding was started before this test');
    const walks: readonly TreeWalk[] = [
      cursorWalk(publicCursor()),
      cursorWalk(direct),
      subtreeWalk(() => parser.memory() ?? new ArrayBuffer(0), language),
    ];
    for (const keep of [new Uint8Array(65_536).fill(WHOLE), someKept()]) {
      const [one, ...others] = walks.map((walk) => {
        const tree = new FlatTree();
        tree.fill(parsed, text, walk, keep);
        // Its bytes by their hash: what differs is told by count and errors more often than not.
        const hash = createHash('sha256').update(Buffer.from(tree.pack().nodes)).digest('hex');
        return { count: tree.count, errors: tree.errors, hash };
      });
      for (const other of others) expect(other).toEqual(one);
    }
    parsed.delete();
  });

  it('holds what was parsed, and says where it was no code', async () => {
    const language = await languageOf('python');
    parser.read(PYTHON);
    const parsed = new Parser().setLanguage(language).parse(PYTHON);
    if (parsed === null) throw new Error('not parsed');
    const tree = new FlatTree();
    tree.fill(parsed, PYTHON, cursorWalk(publicCursor()), new Uint8Array(65_536).fill(WHOLE));
    parsed.delete();
    const names = Array.from({ length: tree.count }, (_, node) => node)
      .filter((node) => language.types[tree.typeOf(node)] === 'identifier')
      .map((node) => tree.slice(node));
    expect(names.slice(0, 5)).toEqual(['app', 'tool', 'name', 'f', 'a']);
    expect(tree.errors).toBeGreaterThan(0);
  });
});

describe('checkedWalk', () => {
  it.each<{ readonly what: string; readonly memory: ArrayBuffer | null; readonly isByCursor: boolean }>([
    { what: 'reads the memory where that finds what the cursor finds', memory: null, isByCursor: false },
    { what: 'takes the cursor where it does not', memory: new ArrayBuffer(1 << 20), isByCursor: true },
  ])('$what', async ({ memory, isByCursor }) => {
    const language = await languageOf('typescript');
    const byCursor = cursorWalk(publicCursor());
    const module = { ...parser, memory: () => memory ?? parser.memory() };
    const parserOf = new Parser().setLanguage(language);
    const walk = checkedWalk(module, parserOf, { grammar: language, language: 'typescript' }, byCursor);
    expect(walk === byCursor).toBe(isByCursor);
  });
});

describe('reading syntax trees where the parser keeps them', () => {
  it.each<{ readonly what: string; readonly memory: ArrayBuffer }>([
    { what: 'is empty', memory: new ArrayBuffer(0) },
    { what: 'holds something else', memory: new Uint32Array(1 << 18).fill(0x0101_0100).buffer },
    { what: 'has no end', memory: new Uint32Array(1 << 22).fill(4_000_000).buffer },
  ])('ends where the memory $what', async ({ memory }) => {
    const language = await languageOf('python');
    parser.read(PYTHON);
    const parsed = new Parser().setLanguage(language).parse(PYTHON);
    if (parsed === null) throw new Error('not parsed');
    const tree = new FlatTree();
    const read = (): number => {
      tree.fill(
        parsed,
        PYTHON,
        subtreeWalk(() => memory, language),
        new Uint8Array(65_536).fill(WHOLE),
      );
      return tree.count;
    };
    let count = 0;
    try {
      count = read();
    } catch (error) {
      expect(error).toMatchObject({ message: 'the syntax tree has no end' });
    }
    parsed.delete();
    expect(count).toBeLessThan(100);
  });
});
