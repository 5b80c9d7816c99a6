import { describe, expect, it } from 'vitest';
import { probed, python, shown, typescript } from './probed-program.ts';

describe('lists', () => {
  it.each([
    ['a list in place', python(`probe([a, b])`), 'a b', true],
    ['a name', python(`T = [a, b]\nprobe(T)`), 'a b', true],
    ['a spread', python(`T = [a]\nprobe([*T, b])`), 'b a', true],
    ['a sum', python(`T = [a]\nprobe(T + [b])`), 'a b', true],
    ['an unknown spread', python(`def f(t): probe([*t, b])`), 'b', false],
    ['an unknown summand', python(`def f(t): probe([b] + t)`), 'b', false],
    ['a comprehension', python(`probe([f(x) for x in xs])`), '', false],
    ['appended items', python(`T = [a]\nT.append(b)\nT += [c]\nT.extend([d])\nprobe(T)`), 'b c d a', true],
    ['an unknown extension', python(`T = [a]\nT.extend(load())\nprobe(T)`), 'a', false],
    [
      'items appended in another module',
      python(`from c import T\nprobe(T)`, { 'app/c.py': 'T = [a]\nT.append(b)' }),
      'b a',
      true,
    ],
    [
      'an attribute',
      python(
        `class A:\n  def __init__(self):\n    self.t = [a]\n    self.t.append(b)\n  def f(self): probe(self.t)`,
      ),
      'b a',
      true,
    ],
    ['a factory', python(`def make(): return [a, b]\nprobe(make())`), 'a b', true],
    ['the values of a dictionary', python(`T = {"x": a}\nprobe(list(T.values()))`), 'a', true],
    ['alternatives', python(`probe([a] if q else [b])`), 'a b', true],
    ['a list or none', python(`T = [a] if q else None\nprobe(T)`), 'a', true],
    ['pushed items', typescript(`const t = [a]; t.push(b, c); probe(t)`), 'b c a', true],
    ['a spread of a conditional', typescript(`probe([a, ...(q ? [b] : []), ...(q && [c])])`), 'a b c', true],
    ['a concatenation', typescript(`const t = [a]; probe(t.concat([b], c))`), 'a b c', true],
    ['the values of an object', typescript(`const t = { x: a }; probe(Object.values(t))`), 'a', true],
  ])('resolves %s', async (_why, loading, items, complete) => {
    const program = await loading;
    const list = program.resolver.list(probed(program));
    expect(list?.items.map((item) => shown(item.expr)).join(' ')).toBe(items);
    expect(list?.complete).toBe(complete);
  });
});

describe('objects', () => {
  it.each([
    ['an object', typescript(`probe({ a: x, b })`), 'a b', true],
    ['a spread', typescript(`const t = { a: x }; probe({ ...t, b })`), 'a b', true],
    ['an unknown spread', typescript(`function f(t) { probe({ ...t, b }) }`), 'b', false],
    ['a computed key', typescript(`probe({ [k]: 1, b })`), 'b', false],
    [
      'members set afterwards',
      typescript(`const t = { a: x }; t.b = y; t['c'] = z; probe(t)`),
      'a b c',
      true,
    ],
    ['a computed member set afterwards', typescript(`const t = { a: x }; t[k] = y; probe(t)`), 'a', false],
    [
      'an import',
      typescript(`import { t } from './c'; probe(t)`, { 'app/c.ts': 'export const t = { a: x }' }),
      'a',
      true,
    ],
    ['dict()', python(`probe(dict(a=1, b=2))`), 'a b', true],
    ['a merged dictionary', python(`T = {"a": 1}\nprobe({**T, "b": 2})`), 'a b', true],
    ['an updated dictionary', python(`T = {"a": 1}\nT.update(x)\nprobe(T)`), 'a', false],
  ])('resolves %s', async (_why, loading, keys, complete) => {
    const program = await loading;
    const object = program.resolver.object(probed(program));
    expect([...(object?.entries.keys() ?? [])].join(' ')).toBe(keys);
    expect(object?.complete).toBe(complete);
  });
});
