import { describe, expect, it } from 'vitest';
import { loadGrammar } from './grammar.ts';
import { PYTHON_KEPT } from './lower/python/rules.ts';

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
});
