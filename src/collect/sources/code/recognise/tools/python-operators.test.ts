import { describe, expect, it } from 'vitest';
import { mayOperateOn } from './python-operators.ts';

/** `a` holds the answer, `ask()` gives it, and `MOST` is written down. */
function asks(text: string): boolean {
  const isHeld = (name: string): boolean => name === 'a';
  return mayOperateOn(text, 'ask', isHeld, (name) => isHeld(name) || name === 'MOST');
}

describe('mayOperateOn', () => {
  it.each([
    'pipe - a["c"]',
    'if a["c"] in pipe:\n    pass',
    'if 3 - pipe <= a:\n    pass',
    'pipe[a["c"]]',
    'desk.pipe [a]',
    'x = pipe + a',
    '(pipe\n- a)',
    'pipe - \\\n  a',
    'print(f"{pipe - a}")',
    'print(f"{a["c"] - pipe}")',
    'for x in a: pipe ^ a',
    'pipe - ask(text)',
    'ask(text=pipe - a)',
    'ask(")") - pipe',
    'x = sorted([a["c"], pipe])',
    'x = max((1, [pipe, a]))',
    'bisect.insort_left([pipe], a)',
    'x = sorted(\n  [ask(text), pipe]\n)',
  ])('finds that an object may run what stands in %j', (text) => {
    expect(asks(text)).toBe(true);
  });

  it.each([
    'if a["c"] - 1 > MOST:\n    pass',
    `print(f"{a['c']:>4}" if True else "x")`,
    'pipe - 1\nprint(a)',
    'print(a, sep="-")  # pipe - a',
    'for x in a["c"]:\n    pass',
    'def read(a) -> dict:\n    """pipe - a"""',
    'x = ask(messages=history + [text])',
    'x = len(a) + json.loads(a)["n"] + 1e5',
    'x = a if a is not None else other',
    'x = sorted([a, 1, MOST])',
    'x = sorted(others)\nprint(a)',
    'x = unsorted([a, pipe])',
  ])('finds none in %j', (text) => {
    expect(asks(text)).toBe(false);
  });
});
