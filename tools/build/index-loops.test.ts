import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { transformSync } from 'esbuild';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { indexLoops } from './index-loops.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-loops-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  strict: true,
  noUncheckedIndexedAccess: true,
  types: [],
};

/** A body of a function that gives something back, as it is written and as the build writes it. */
function bothWays(body: string): {
  readonly before: unknown;
  readonly after: unknown;
  readonly text: string;
} {
  const file = join(folder, 'snippet.ts');
  const written = `export function run(): unknown {\n${body}\n}\n`;
  writeFileSync(file, written);
  const text = indexLoops([file], OPTIONS)(file) ?? '';
  const run = (source: string): unknown => {
    const { code } = transformSync(source, { loader: 'ts', format: 'cjs' });
    const module: { exports: { run?: () => unknown } } = { exports: {} };
    const load = new Script(`(function (module, exports) {${code}\n})`).runInThisContext() as (
      given: object,
      exports: object,
    ) => void;
    load(module, module.exports);
    return module.exports.run?.();
  };
  return { before: run(written), after: run(text), text };
}

const BY_INDEX = /\.length; \w+\+\+/;

describe('the build writes loops by index', () => {
  it.each([
    ['over a list', 'let s = 0; for (const x of [1, 2, 3]) s += x; return s;'],
    [
      'over a list that grows meanwhile',
      'const l = [3]; for (const x of l) if (x > 0) l.push(x - 1); return l;',
    ],
    [
      'over a list whose name is given another list meanwhile',
      'let l = [1, 2]; const s: number[] = []; for (const x of l) { l = [9]; s.push(x, ...l); } return s;',
    ],
    [
      'whose element is kept by a function',
      'const f: (() => number)[] = []; for (const x of [1, 2]) f.push(() => x); return f.map((one) => one());',
    ],
    [
      'that are left and gone on with by name',
      'const s: number[] = []; outer: for (const x of [1, 2, 3]) { for (const y of [1, 2]) { if (y === x) continue outer; if (x === 3) break outer; s.push(x * 10 + y); } } return s;',
    ],
    [
      'with places and values',
      'const s: string[] = []; for (const [at, x] of ["a", "b"].entries()) s.push(x + at); return s;',
    ],
    [
      'whose elements are taken apart',
      'let s = 0; for (const [a, [b, c = 5]] of [[1, [2]], [3, [4, 6]]] as [number, [number, number?]][]) s += a * b * c; return s;',
    ],
    [
      'whose elements are objects that are taken apart',
      'let s = 0; for (const { a, b: [c] } of [{ a: 1, b: [2] }]) s += a + (c ?? 0); return s;',
    ],
  ])('%s', (_what, body) => {
    const { before, after, text } = bothWays(body);
    expect(after).toStrictEqual(before);
    expect(text).toMatch(BY_INDEX);
  });

  it.each([
    [
      'a set that grows',
      'const l = new Set([3]); for (const x of l) if (x > 0) l.add(x - 1); return [...l];',
    ],
    ['pairs of a map', 'let s = ""; for (const [k, v] of new Map([["a", 1]])) s += k + v; return s;'],
    [
      'the rest of places and values',
      'const s: unknown[] = []; for (const [i, ...r] of ["a"].entries()) s.push(i, r); return s;',
    ],
    [
      'places and values that may lack',
      'const s: unknown[] = []; for (const [i, x = 5] of [undefined].entries()) s.push(i, x); return s;',
    ],
    ['letters of a text', 'let s = 0; for (const x of "a😀b") s += x.length; return s;'],
    [
      'a generator that is left, and tidies up',
      'const s: number[] = []; function* g() { try { yield 1; yield 2; } finally { s.push(9); } } for (const x of g()) { s.push(x); break; } return s;',
    ],
  ])('but for %s', (_what, body) => {
    const { before, after, text } = bothWays(body);
    expect(after).toStrictEqual(before);
    expect(text).not.toMatch(BY_INDEX);
  });

  it.each([
    ['a list that is too short', 'const [a, b = 2, , d] = [1] as number[]; return [a, b, d];'],
    ['what a function takes', 'return [[1, 2], [3, 4]].map(([a, b]) => (a ?? 0) * (b ?? 0));'],
    ['what a function with a body takes', 'return [[1, 2]].map(([a], at) => { return [a, at]; });'],
  ])('and takes apart by places %s', (_what, body) => {
    const { before, after, text } = bothWays(body);
    expect(after).toStrictEqual(before);
    expect(text).toMatch(/whole_\d+\[0\]/);
  });

  it.each([
    ['a rest', 'const [a, ...rest] = [1, 2, 3]; return [a, rest];'],
    ['no list but a set', 'const [a] = new Set([1]); return a;'],
    ['what a default names', 'const a = 7; return [[1]].map(([b], c = b) => [a, b, c]);'],
    [
      'what a default names that stands outside too',
      'const a = 7; return [[[1], a]].map(([a], b = a) => [a, b]);',
    ],
  ])('but leaves %s as it is written', (_what, body) => {
    const { before, after, text } = bothWays(body);
    expect(after).toStrictEqual(before);
    expect(text).not.toContain('whole');
  });
});

it('refuses to judge without the types of the language', () => {
  const file = join(folder, 'untyped.ts');
  writeFileSync(file, 'for (const x of [1]) console.log(x);');
  expect(() => indexLoops([file], { ...OPTIONS, noLib: true })).toThrow('Cannot find global type');
});
