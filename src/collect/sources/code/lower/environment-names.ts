import type { FlatTree } from '../flat-tree.ts';
import type { EnvironmentName, Language } from '../ir.ts';

/** Ways to read one variable by a written name; what follows must not set it. */
const READ: Readonly<Record<Language, RegExp>> = {
  python:
    /\b(?:os\s*\.\s*)?(?:environ\s*(?:\.\s*get\s*\(|\[)|getenv\s*\()\s*["']([A-Za-z_]\w*)["'](?!\s*\]\s*[+|]?=[^=])/g,
  typescript:
    /\b(?:process|Bun|import\.meta)\??\.env(?:\??\.([A-Za-z_]\w*)|(?:\?\.)?\[\s*["'`]([A-Za-z_]\w*)["'`]\s*\])(?!\w|\s*(?:\?\?|\|\||&&|\+)?=[^=>])|\bDeno\.env\.get\(\s*["'`]([A-Za-z_]\w*)["'`]/g,
};
/** Before a variable that is taken away. */
const REMOVED = /\b(?:del|delete)\s+(?:globalThis\.)?$/;
/** Types of nodes whose text is not run. */
const TEXT = /string|comment|text/;

/** First node, in source order, that starts at a place; -1 where none does. */
function nodeAt(tree: FlatTree, place: number): number {
  let low = 0;
  let high = tree.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tree.start[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low < tree.count && tree.start[low] === place ? low : -1;
}

/** Whether code starts at the place: comments and texts name variables as well. */
function isCode(types: readonly string[], tree: FlatTree, place: number): boolean {
  for (let node = nodeAt(tree, place); node >= 0 && tree.start[node] === place; node += 1)
    if (node < tree.count && !TEXT.test(types[tree.typeOf(node)] ?? 'ERROR')) return true;
  return false;
}

/**
 * The variables that a module reads by written names, each once. By its text, since conditions (`if (!process.env.KEY) throw …`)
 * are not lowered; called for modules alone that name the environment at all.
 *
 * @param types Names of the grammar's node types, by id.
 */
export function environmentNames(
  language: Language,
  types: readonly string[],
  tree: FlatTree,
): readonly EnvironmentName[] {
  const found = new Map<string, EnvironmentName>();
  for (const match of tree.text.matchAll(READ[language])) {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    const { index } = match;
    if (found.has(name) || REMOVED.test(tree.text.slice(Math.max(0, index - 24), index))) continue;
    if (!isCode(types, tree, index)) continue;
    const line = tree.lineOf(index);
    found.set(name, { name, span: { startLine: line, endLine: line } });
  }
  return [...found.values()];
}
