import { describe, expect, it } from 'vitest';
import { loadGrammar } from './grammar.ts';
import { PYTHON_KEPT } from './lower/python/rules.ts';
import { TYPESCRIPT_KEPT } from './lower/typescript/rules.ts';

describe('loadGrammar', () => {
  it('gives up on a file after its time, and reads the next one', async () => {
    const grammar = await loadGrammar('python', PYTHON_KEPT, -1);
    const slow = grammar.parse('slow.py', 'a = [1, 2]\n'.repeat(20_000));
    expect(slow).toMatchObject({ ok: false, error: { where: 'slow.py', reason: 'timed-out' } });
    expect(grammar.parse('next.py', 'a = 1')).toMatchObject({
      ok: true,
      value: { errors: 0, text: 'a = 1' },
    });
  });

  it.each([
    { text: 'export const a = 1;\n\nexport', errors: 1, what: 'what was cut off behind the word export' },
    { text: 'const a = {', errors: 1, what: 'what was cut off in an object' },
    { text: 'let reexport', errors: 0, what: 'a name that ends in it' },
  ])('counts the places of $what that are not valid', async ({ text, errors }) => {
    const parsed = (await loadGrammar('typescript', TYPESCRIPT_KEPT)).parse('a.ts', text);
    expect(parsed).toMatchObject({ ok: true, value: { errors } });
  });

  it('reads a text that is longer than the buffer of the binding, whatever it is written in', async () => {
    const grammar = await loadGrammar('python', PYTHON_KEPT);
    const names = Array.from({ length: 5_000 }, (_, i) => `größe_${i}`);
    const parsed = grammar.parse('long.py', names.map((name) => `${name} = "π 🙂"\n`).join(''));
    if (!parsed.ok) throw new Error(parsed.error.detail);
    const tree = parsed.value;
    const identifiers = Array.from({ length: tree.count }, (_, node) => node).filter(
      (node) => grammar.types[tree.typeOf(node)] === 'identifier',
    );
    expect(identifiers.map((node) => tree.slice(node))).toEqual(names);
    expect(tree.errors).toBe(0);
  });
});
