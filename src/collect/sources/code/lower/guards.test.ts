import { describe, expect, it } from 'vitest';
import { opposite, pythonGuard, UNDECIDED } from './guards.ts';

describe('pythonGuard', () => {
  it.each([
    ['flag', { name: 'flag', values: null, negated: false }],
    ['not flag', { name: 'flag', values: null, negated: true }],
    ['mode is None', { name: 'mode', values: [null], negated: false }],
    ['mode is not None', { name: 'mode', values: [null], negated: true }],
    ['mode == "a b"', { name: 'mode', values: ['a b'], negated: false }],
    ["mode != 'a'", { name: 'mode', values: ['a'], negated: true }],
    ['count == 3', { name: 'count', values: [3], negated: false }],
    ['on == True', { name: 'on', values: [true], negated: false }],
    ['mode in ("a", "b",)', { name: 'mode', values: ['a', 'b'], negated: false }],
    ['mode not in ["a"]', { name: 'mode', values: ['a'], negated: true }],
  ])('reads %s', (text, guard) => {
    expect(pythonGuard(text)).toEqual(guard);
    expect(opposite(opposite(pythonGuard(text)))).toEqual(guard);
  });

  it.each([
    'mode == other',
    'mode == "a" or flag',
    'mode == "a" and mode != "b"',
    'not flag and other',
    'mode in modes',
    'mode in ["a"] or flag',
    'mode in ["a", other]',
    'a.b == "c"',
    'mode == "a\\n"',
    'flag()',
    `mode == "${'a'.repeat(500)}"`,
  ])('decides nothing by %s', (text) => {
    expect(pythonGuard(text)).toBe(UNDECIDED);
    expect(opposite(UNDECIDED)).toBe(UNDECIDED);
  });
});
