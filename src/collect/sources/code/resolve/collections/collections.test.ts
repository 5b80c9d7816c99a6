import { describe, expect, it } from 'vitest';
import { probed, python, shown, typescript } from '../probed-program.ts';

describe('lists', () => {
  it.each([
    ['a list in place', python(`probe([a, b])`), 'a b', true],
    ['a name', python(`T = [a, b]\nprobe(T)`), 'a b', true],
    ['a spread', python(`T = [a]\nprobe([*T, b])`), 'b a', true],
    ['a sum', python(`T = [a]\nprobe(T + [b])`), 'a b', true],
    ['an unknown spread', python(`def f(t): probe([*t, b])`), 'b', false],
    ['an unknown summand', python(`def f(t): probe([b] + t)`), 'b', false],
    ['a comprehension', python(`probe([f(x) for x in xs])`), 'f()', false],
    ['a comprehension that only picks', python(`T = [a, b]\nprobe([t for t in T if t.on])`), 'a b', true],
    ['one that picks from what is not known', python(`def f(xs): probe([t for t in xs])`), '', false],
    [
      'one that looks up in a dictionary',
      python(`D = {"x": a, "y": b}\nprobe([D[n] for n in names])`),
      'a b',
      true,
    ],
    ['one over a name that hides another', python(`a = 1\nT = [b]\nprobe([a for a in T])`), 'b', true],
    [
      'values of a dictionary by computed keys',
      python(`D = {t.name: t for t in [a, b]}\nD[x.name] = c\nprobe(D.values())`),
      'a b c',
      true,
    ],
    [
      'values of an updated dictionary',
      python(`D = {"x": a}\nD.update({"y": b})\nprobe(list(D.values()))`),
      'a b',
      true,
    ],
    [
      'values of one updated by what is not known',
      python(`D = {"x": a}\nD.update(y)\nprobe(D.values())`),
      'a',
      false,
    ],
    [
      'a function with two returns',
      python(`def f(q):\n  if q: return [a]\n  return [b]\nT = [c]\nT.extend(f(y))\nprobe(T)`),
      'a b c',
      true,
    ],
    [
      'the return that a literal decides',
      python(`def f(q):\n  if q: return [a]\n  return [b]\nT = [c]\nT.extend(f(1))\nprobe(T)`),
      'a c',
      true,
    ],
    ['a map', typescript(`const t = [a, b]; probe(t.map((x) => make(x)))`), 'make()', false],
    ['a filter', typescript(`const t = [a, b]; probe(t.filter(Boolean).slice(1))`), 'a b', true],
    ['a set', typescript(`probe([...new Set([a, b])])`), 'a b', true],
    ['the values of a map', typescript(`const m = new Map([['x', a]]); probe([...m.values()])`), 'a', true],
    [
      'the values under computed keys',
      typescript(`probe(Object.values({ [a.name]: a, x: b }))`),
      'b a',
      true,
    ],
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
    [
      'one updated by what is known',
      python(`T = {"a": 1}\nT.update({"b": 2})\nT |= {"c": 3}\nprobe(T)`),
      'a b c',
      true,
    ],
    ['a dictionary of pairs', python(`probe(dict([("a", 1), ("b", 2)]))`), 'a b', true],
    ['a map', typescript(`probe(new Map([['a', 1], ['b', 2]]))`), 'a b', true],
    ['an object of entries', typescript(`probe(Object.fromEntries([['a', 1]]))`), 'a', true],
  ])('resolves %s', async (_why, loading, keys, complete) => {
    const program = await loading;
    const object = program.resolver.object(probed(program));
    expect([...(object?.entries.keys() ?? [])].join(' ')).toBe(keys);
    expect(object?.complete).toBe(complete);
  });
});
