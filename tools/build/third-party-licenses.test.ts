import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleProgram } from './bundle-program.ts';
import { bundledPackages, licensesText } from './third-party-licenses.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-licences-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A package in node_modules with a manifest and further files. */
function packageOf(name: string, license: unknown, files: Readonly<Record<string, string>> = {}): string {
  const path = join(folder, 'node_modules', name);
  const all = { 'package.json': JSON.stringify({ name, version: '1.0.0', license }), ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

describe('the built program', () => {
  it('comes with the licence of every package in it, and of no other', async () => {
    const metafile = await bundleProgram(join(folder, 'dist'));
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    // Those that the bundle leaves outside are installed as they are, with their licences in them.
    const outside = ['web-tree-sitter', '@vscode/tree-sitter-wasm'];
    const expected = Object.entries(dependencies).filter(([name]) => !outside.includes(name));
    const text = licensesText(bundledPackages(metafile));
    const titles = [...text.matchAll(/^(\S+ \S+) \([\w.-]+\)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(expected.map(([name, version]) => `${name} ${version}`).sort());
    for (const [name] of expected) {
      const own = readFileSync(join('node_modules', name, licenseFileOf(name)), 'utf8').trim();
      expect(text, name).toContain(own);
    }
  });
});

/** As the packages call it today: a name that this list lacks is looked at by a person once. */
function licenseFileOf(name: string): string {
  if (name === 'ignore') return 'LICENSE-MIT';
  return name === 'jsonc-parser' ? 'LICENSE.md' : 'LICENSE';
}

describe('bundledPackages', () => {
  it.each([
    { why: 'our own sources are no package', input: 'src/cli/main.ts', packages: [] },
    {
      why: 'a scope is part of the name',
      input: 'node_modules/@a/b/dist/x.js',
      packages: ['node_modules/@a/b'],
    },
    {
      why: 'a package inside another is the inner one',
      input: '../node_modules/a/node_modules/b/x.js',
      packages: ['../node_modules/a/node_modules/b'],
    },
  ])('$why', ({ input, packages }) => {
    expect(bundledPackages({ outputs: { 'dist/main.cjs': { inputs: { [input]: {} } } } })).toEqual(packages);
  });
});

describe('licensesText', () => {
  it('holds licence and notice of each package once, by name', () => {
    const b = packageOf('b', 'Apache-2.0', { LICENSE: 'text of b', 'NOTICE.txt': 'notice of b' });
    const a = packageOf('a', 'MIT', { 'license.md': 'text of a', 'licenses.js': 'no licence' });
    const text = licensesText([b, a, a]);
    expect(text.match(/^(a|b) 1\.0\.0 .*|^(text|notice) of .$/gm)).toEqual([
      'a 1.0.0 (MIT)',
      'text of a',
      'b 1.0.0 (Apache-2.0)',
      'text of b',
      'notice of b',
    ]);
    expect(text).not.toContain('no licence');
  });

  it.each([
    { why: 'no licence text', license: 'MIT', files: {}, says: 'comes without the text' },
    { why: 'a notice alone', license: 'MIT', files: { NOTICE: 'x' }, says: 'comes without the text' },
    { why: 'an empty text', license: 'MIT', files: { LICENSE: '\n' }, says: 'comes without the text' },
    {
      why: 'a licence that asks for more',
      license: 'GPL-3.0-only',
      files: { LICENSE: 'x' },
      says: 'GPL-3.0-only',
    },
    {
      why: 'a choice that nobody made',
      license: '(MIT OR GPL-2.0)',
      files: { LICENSE: 'x' },
      says: 'not known',
    },
    { why: 'a licence that is not said', license: undefined, files: { LICENSE: 'x' }, says: 'license' },
  ])('stops the build at $why', ({ why, license, files, says }) => {
    const path = packageOf(why.replaceAll(' ', '-'), license, files);
    expect(() => licensesText([path])).toThrow(says);
  });
});
