import { describe, expect, it } from 'vitest';
import { err, ok } from '#model';
import type { TargetFiles } from '../../source.ts';
import { loadProgram } from './program.ts';
import { filesOf } from '../../files-of-texts.ts';
import { probed, python, spelt, typescript } from './resolve/probed-program.ts';

const LIBRARIES = { python: ['openai'], typescript: ['ai'], distributions: {} };

function nested(open: string, close: string, times: number, inner = ''): string {
  // On many lines, since one long line is taken for a bundle.
  return `${open}\n`.repeat(times) + inner + `${close}\n`.repeat(times);
}

describe('hostile modules', () => {
  it.each([
    ['brackets 100,000 deep', 'a.ts', nested('[', ']', 100_000), 'too-deep'],
    ['parentheses 100,000 deep', 'a.py', nested('(', ')', 100_000, '1'), 'too-deep'],
    ['open brackets that never close', 'a.ts', '[\n'.repeat(50_000), 'not-parsed'],
    ['functions 2,000 deep', 'a.ts', nested('function f(){', '}', 2_000), 'too-deep'],
    ['a chain of 5,000 calls', 'a.ts', `a${'\n.b()'.repeat(5_000)}`, 'too-deep'],
    ['a chain of 5,000 alternatives', 'a.ts', `x = ${'a ? b :\n'.repeat(5_000)} c`, 'too-deep'],
    ['f-strings in f-strings', 'a.py', `x = ${'f"{'.repeat(500)}a${'}"'.repeat(500)}`, 'not-parsed'],
    ['a parameter list that breaks off', 'a.py', 'def f(:', 'not-parsed'],
    ['a truncated file', 'a.ts', 'const a = { b: [1, 2, foo(', 'not-parsed'],
    ['bytes that are no program', 'a.py', '\u0000\u0001\uFFFD\n'.repeat(5_000), 'not-parsed'],
    ['a file of 3 million characters', 'a.ts', `${'a();\n'.repeat(500_001)}`, 'too-large'],
    ['a bundle on one line', 'a.js', `${'a();'.repeat(10_000)}`, 'not-parsed'],
    ['a bundle where programs put them', 'public/a.js', `${'a();'.repeat(10_000)}`, 'unsupported'],
  ])('reports %s and goes on', async (_why, name, text, reason) => {
    const library = name.endsWith('.py') ? 'import openai\n' : "import { tool } from 'ai';\n";
    const other = name.endsWith('.py') ? 'b.py' : 'b.ts';
    const program = await loadProgram(filesOf({ [name]: library + text, [other]: library }), LIBRARIES);
    expect(program.gaps).toContainEqual(expect.objectContaining({ where: name, reason }));
    expect([...program.modules.keys()]).toContain(other);
  });

  it.each([
    ['a sum of 20,000 strings', 'a.ts', `const x = 'a'${"\n + 'b'".repeat(20_000)}`],
    ['a difference of 20,000 numbers', 'a.py', `x = (1${'\n - 1'.repeat(20_000)})`],
    ['20,000 conditions joined by or', 'a.py', `x = (a${'\n or a'.repeat(20_000)})`],
    ['an else-if chain of 3,000', 'a.ts', `${'if (a) {} else\n'.repeat(3_000)} {}`],
    ['a picture in a text', 'a.ts', `const icon = 'data:image/png;base64,${'iVBORw0KG/go'.repeat(4_000)}';`],
    ['a long comment', 'a.py', `# ${'all work and no play '.repeat(3_000)}`],
    ['JSX 3,000 deep', 'a.tsx', `const x = ${nested('<a>', '</a>', 3_000)};`],
  ])('reads %s without a gap', async (_why, name, text) => {
    const library = name.endsWith('.py') ? 'import openai\n' : "import { tool } from 'ai';\n";
    const program = await loadProgram(filesOf({ [name]: library + text }), LIBRARIES);
    expect(program.gaps).toEqual([]);
    expect(program.modules.size).toBe(1);
  });

  it('reports an imported file of a language that is not read, and none that holds no code', async () => {
    const asset = { './a.json': '{}', './b.css': 'a {}', './c.vue': '<script></script>' };
    const imports = Object.keys(asset).map((name, index) => `import x${String(index)} from '${name}';\n`);
    const files = Object.fromEntries(Object.entries(asset).map(([name, text]) => [name.slice(2), text]));
    const main = `import { tool } from 'ai';\n${imports.join('')}`;
    const program = await loadProgram(filesOf({ ...files, 'main.ts': main }), LIBRARIES);
    expect(program.gaps).toEqual([
      { where: 'c.vue', reason: 'unsupported', detail: 'no grammar is loaded for it' },
    ]);
  });

  it('counts no file without code among the imported modules, of which only so many are read', async () => {
    const names = Array.from({ length: 600 }, (_, index) => `a${String(index)}.json`);
    const imports = names.map((name) => `import '../${name}';\n`).join('');
    const main = `import { tool } from 'ai';\n${imports}import '../last';\n`;
    const files = Object.fromEntries(names.map((name) => [name, '{}']));
    const program = await loadProgram(
      filesOf({ ...files, 'src/main.ts': main, 'last.ts': 'a()' }),
      LIBRARIES,
    );
    expect(program.gaps).toEqual([]);
    expect([...program.modules.keys()]).toEqual(['last.ts', 'src/main.ts']);
  });

  it('keeps what stands before the place where a module breaks off', async () => {
    const program = await typescript(`const m = 'a'; probe(m); const b = {`);
    expect(program.gaps).toMatchObject([{ where: 'app/main.ts', reason: 'not-parsed' }]);
    expect(spelt(program.resolver.value(probed(program)))).toBe('"a"');
  });

  it('imports past a manifest that is no TOML, and says so', async () => {
    const files = {
      'pyproject.toml': '[project\nname = ',
      'agents/__init__.py': 'x = 1\n',
      'main.py': 'import openai\nfrom agents import x\n',
    };
    const program = await loadProgram(filesOf(files), { ...LIBRARIES, python: ['agents', 'openai'] });
    expect(program.gaps).toEqual([
      { where: 'pyproject.toml', reason: 'not-parsed', detail: 'no valid TOML' },
    ]);
    expect([...program.modules.keys()]).toEqual(['agents/__init__.py', 'main.py']);
  });

  it('passes on why a file could not be read', async () => {
    const gap = { where: 'a.py', reason: 'not-text', detail: 'not UTF-8' } as const;
    const files: TargetFiles = {
      paths: ['a.py'],
      gaps: [],
      text: () => err(gap),
      bytes: () => ok(new Uint8Array()),
    };
    expect((await loadProgram(files, LIBRARIES)).gaps).toEqual([gap]);
  });
});

describe('hostile references', () => {
  const doubling = Array.from({ length: 40 }, (_, at) => `const a${at + 1} = a${at} + a${at};`).join('\n');
  const mesh = Object.fromEntries(
    Array.from({ length: 25 }, (_, at) => [
      `app/m${at}.ts`,
      Array.from({ length: 25 }, (_other, to) => `export * from './m${to}';`).join('\n'),
    ]),
  );
  const bases = Array.from({ length: 12 }, (_, at) => {
    const above = at === 0 ? 'object' : Array.from({ length: 9 }, () => `A${at - 1}`).join(', ');
    return `class A${at}(${above}): pass`;
  });

  it.each([
    ['a text that doubles forty times', typescript(`const a0 = 'lol';\n${doubling}\nprobe(a40)`)],
    ['an object that spreads itself', typescript(`let o = { a: 1 }; o = { ...o, ...o, b: 2 }; probe(o.z)`)],
    ['barrels that all pass each other on', typescript(`import { M } from './m0'; probe(M)`, mesh)],
    ['a class with a hundred million ways up', python(`${bases.join('\n')}\nprobe(A11.m)`)],
    ['a method that sets itself', typescript(`const o = { f: g() }; o.f = o.f(); probe(o.f())`)],
    ['functions that return each other', python(`def f(): return g()\ndef g(): return f()\nprobe(f())`)],
    ['a chain of forty names', typescript(`const n0 = 'a';${chain(40)} probe(n40)`)],
  ])('ends on %s without a known value', async (_why, loading) => {
    const program = await loading;
    const at = probed(program);
    expect(program.resolver.value(at).kind).not.toBe('known');
    expect(() => [
      program.resolver.symbol(at),
      program.resolver.object(at),
      program.resolver.fn(at),
    ]).not.toThrow();
  });

  it.each([
    ['is complete with what it held before', `let t = [a]; t = [...t, ...t, ...t, b]; probe(t)`, 'a b', true],
    ['is not complete where nothing was seen that it held', `let t = [...t, b]; probe(t)`, 'b', false],
  ])('says that a list which spreads itself %s', async (_why, code, items, complete) => {
    const program = await typescript(code);
    const list = program.resolver.list(probed(program));
    const names = list?.items.map(({ expr }) => (expr.kind === 'name' ? expr.name : expr.kind));
    expect([...new Set(names)].join(' ')).toBe(items);
    expect(list?.complete).toBe(complete);
  });

  it.each([
    ['is cyclic', { 'tsconfig.json': '{ "extends": "./tsconfig.json" }' }],
    ['has the wrong types', { 'tsconfig.json': '{ "compilerOptions": { "paths": [1, 2] } }' }],
    [
      'is nested 100,000 deep',
      { 'tsconfig.json': nested('[', ']', 100_000), 'package.json': nested('[', ']', 100_000) },
    ],
    [
      'leads out of the target',
      { 'tsconfig.json': '{ "compilerOptions": { "paths": { "x": ["../../../etc/passwd"] } } }' },
    ],
    ['names a package by a number', { 'package.json': '{ "name": 3 }' }],
    ['is null', { 'package.json': 'null', 'tsconfig.json': 'null' }],
  ])('reads imports where a configuration %s', async (_why, others) => {
    const program = await typescript(`import { M } from 'x'; probe(M)`, others);
    expect(spelt(program.resolver.value(probed(program)))).toBe('x#M');
  });
});

function chain(length: number): string {
  return Array.from({ length }, (_, at) => `const n${at + 1} = n${at};`).join('');
}
