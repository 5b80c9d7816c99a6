import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { describe, expect, it } from 'vitest';
import { FlatTree, WHOLE } from './flat-tree.ts';
import { directCursor, publicCursor } from './node-cursor.ts';

const TEXT = `
@app.tool(name="x")
async def f(a: int = 1, *b):
    """doc"""
    return [g(f"{x!r}") for x in a if x]  # π 🙂
class A(B): c = (d := 1,)
def broken)) ::= (
`;

describe('a flat tree', () => {
  it('is the same by the direct and by the public cursor', async () => {
    const module = {};
    await Parser.init(module);
    const require = createRequire(import.meta.url);
    const folder = join(dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
    const python = await Language.load(await readFile(join(folder, 'tree-sitter-python.wasm')));
    const parsed = new Parser().setLanguage(python).parse(TEXT);
    const direct = directCursor(module);
    if (parsed === null || direct === null) throw new Error('the binding was started before this test');
    const [one, other] = [direct, publicCursor()].map((cursor) => {
      const tree = new FlatTree();
      tree.fill(parsed, TEXT, cursor, new Uint8Array(65_536).fill(WHOLE));
      const nodes = Array.from({ length: tree.count }, (_, node) => {
        const place = `${tree.startLine(node)}-${tree.endLine(node)} ${tree.after(node)}`;
        return `${python.types[tree.typeOf(node)] ?? 'ERROR'}/${tree.fieldOf(node)} ${place} ${tree.slice(node)}`;
      });
      return { nodes, errors: tree.errors };
    });
    parsed.delete();
    expect(one).toEqual(other);
    expect(one?.nodes.length).toBeGreaterThan(80);
    expect(one?.errors).toBeGreaterThan(0);
    expect(one?.nodes).toContainEqual(expect.stringContaining('identifier/'));
  });
});
