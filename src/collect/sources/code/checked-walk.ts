import type { Language as Grammar, Parser } from 'web-tree-sitter';
import { FlatTree, WHOLE, type TreeWalk } from './flat-tree.ts';
import type { Language } from './ir.ts';
import type { ParserModule } from './parser-module.ts';
import { subtreeWalk } from './subtree-walk.ts';

/**
 * Programs in which every part of the parser's memory is met: fields, aliases, hidden nodes, short and long ones, comments, what is
 * missing and what is no code.
 */
const SAMPLES: Readonly<Record<Language, string>> = {
  python: `@a.b(c=1)
async def f(a: int = 1, *b):
    "doc"
    return [g(f"{x!r}") for x in a if x]  # π 🙂
class A(B): c = (d := 1,)
def broken)) ::= (
`,
  typescript: `import a, { b as c } from "d";
/* e */ @f() export class G<T> extends H { static async *i({ j, ...k }: L = m, n?: o) { this.#p ??= q; } }
const s = async (t) => t?.u[0]!, v = <w x={y}>z</w>;
if (a) b: for (;;) {} else do { } while (/c/g);
let {
`,
};

const EVERY_TYPE = new Uint8Array(65_536).fill(WHOLE);
/** Filled anew for every walk. */
const tree = new FlatTree();

/**
 * The walk through the parser's memory, if it finds in the samples node by node what the cursor finds; else the cursor's. Its layout
 * is nobody's promise, and a wrong tree would be a wrong answer: so it is held to it before it is used.
 */
export function checkedWalk(
  module: ParserModule,
  parser: Parser,
  { grammar, language }: { readonly grammar: Grammar; readonly language: Language },
  byCursor: TreeWalk,
): TreeWalk {
  const walk = subtreeWalk(() => module.memory() ?? new ArrayBuffer(0), grammar);
  return agree(module, parser, SAMPLES[language], [walk, byCursor]) ? walk : byCursor;
}

function agree(
  module: ParserModule,
  parser: Parser,
  text: string,
  walks: readonly [TreeWalk, TreeWalk],
): boolean {
  const parsed = parser.parse(text, null, module.read(text));
  if (parsed === null) return false;
  try {
    const [one, other] = walks.map((walk) => {
      tree.fill(parsed, text, walk, EVERY_TYPE);
      return Buffer.from(tree.pack().nodes);
    });
    return one !== undefined && other?.equals(one) === true;
  } catch {
    return false;
  } finally {
    parsed.delete();
  }
}
