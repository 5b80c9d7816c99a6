import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTarget } from './target-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'target-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array = 'x'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

describe('what the walk lists', () => {
  it.each([
    { why: 'a pattern of the root', rules: { '.gitignore': '*.log\n' }, path: 'a/b.log', listed: false },
    {
      why: 'an anchored pattern elsewhere',
      rules: { '.gitignore': '/b.log\n' },
      path: 'a/b.log',
      listed: true,
    },
    { why: 'a folder pattern', rules: { '.gitignore': 'gen/\n' }, path: 'a/gen/b.ts', listed: false },
    {
      why: 'a nearer file that takes it back',
      rules: { '.gitignore': '*.log\n', 'a/.gitignore': '!b.log\n' },
      path: 'a/b.log',
      listed: true,
    },
    {
      why: 'a nearer file that excludes more',
      rules: { 'a/.gitignore': 'b.log\n' },
      path: 'a/b.log',
      listed: false,
    },
    {
      why: 'the same name in a sibling folder',
      rules: { 'a/.gitignore': 'b.log\n' },
      path: 'c/b.log',
      listed: true,
    },
    {
      why: 'an exclusion for Sightline alone',
      rules: { '.sightlineignore': 'a/\n' },
      path: 'a/b.ts',
      listed: false,
    },
    { why: 'a dependency folder', rules: {}, path: 'node_modules/x/index.js', listed: false },
    { why: 'a dot file', rules: {}, path: '.mcp.json', listed: true },
  ])('lists $path: $listed, for $why', ({ rules, path, listed }) => {
    for (const [name, text] of Object.entries(rules)) write(name, text);
    write(path);
    expect(openTarget(root, 'tree').paths.includes(path)).toBe(listed);
  });

  it.each([
    { what: 'a short name', path: 'report.20240101.120000.1.0.json', listed: false },
    { what: 'a long name, which is read', path: `report.${'1.'.repeat(60)}json`, listed: true },
  ])('applies a pattern of many wildcards to $what', ({ path, listed }) => {
    write('.gitignore', 'report.[0-9]*.[0-9]*.[0-9]*.[0-9]*.json\n*.log\n');
    write(path);
    write('a.log');
    const target = openTarget(root, 'tree');
    expect(target.paths).toEqual(['.gitignore', ...(listed ? [path] : [])]);
    expect(target.gaps).toEqual([]);
  });

  it('reads an export whole, though an ignore file keeps it out of git', () => {
    write('.gitignore', '*\n');
    write('roles.json');
    expect(openTarget(root, 'aws-export').paths).toEqual(['.gitignore', 'roles.json']);
  });

  it('reports a link out of the tree and does not list it', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'secret.txt'), 'x');
    symlinkSync(join(outside, 'secret.txt'), join(root, 'file'));
    symlinkSync(outside, join(root, 'folder'));
    const target = openTarget(root, 'tree');
    expect(target.paths).toEqual([]);
    expect(target.gaps.map((gap) => [gap.where, gap.reason])).toEqual([
      ['file', 'outside-tree'],
      ['folder', 'outside-tree'],
    ]);
    rmSync(outside, { recursive: true });
  });

  it('takes a link inside the tree as a second name, and a cyclic folder link not at all', () => {
    write('AGENTS.md', 'rules');
    symlinkSync('AGENTS.md', join(root, 'CLAUDE.md'));
    symlinkSync('.', join(root, 'loop'));
    const target = openTarget(root, 'tree');
    expect(target.paths).toEqual(['AGENTS.md', 'CLAUDE.md']);
    expect(target.text('CLAUDE.md')).toEqual({ ok: true, value: 'rules' });
  });

  it('says of a name that is no UTF-8 that it is, and not that the file went away', () => {
    const named = (...bytes: readonly number[]): Buffer =>
      Buffer.concat([Buffer.from(`${root}/a`), Buffer.from(bytes), Buffer.from('.py')]);
    writeFileSync(named(0xff), 'x');
    // Replaced, the name is longer than a name may be.
    writeFileSync(named(...Array.from({ length: 120 }, () => 0xff)), 'x');
    write('replaced-\ufffd.py');
    const target = openTarget(root, 'tree');
    expect(target.paths).toEqual(['replaced-\ufffd.py']);
    const detail = 'its name is no UTF-8: nothing opens it';
    expect(target.gaps).toEqual([
      { where: 'a\ufffd.py', reason: 'unreadable', detail },
      { where: `a${'\ufffd'.repeat(120)}.py`, reason: 'unreadable', detail },
    ]);
  });

  it('stops at its file limit and says so', () => {
    for (let i = 0; i < 5; i += 1) write(`f${String(i)}`);
    const target = openTarget(root, 'tree', { maxFiles: 3 });
    expect(target.paths).toHaveLength(3);
    expect(target.gaps).toMatchObject([{ reason: 'too-many' }]);
  });

  it('refuses an ignore pattern that could run for hours, and says so', () => {
    write('.gitignore', `${'*a'.repeat(30)}b\n${'*a'.repeat(5)}b\n*.log\n`);
    write(`${'a'.repeat(200)}`);
    write('x.log');
    const target = openTarget(root, 'tree');
    // Both of them: one wildcard more than is tried on short names is too many.
    expect(target.gaps).toMatchObject([
      { where: '.gitignore', reason: 'unsupported', detail: '2 ignore patterns too costly to apply' },
    ]);
    expect(target.paths).not.toContain('x.log');
  });
});

describe('what reading returns', () => {
  it.each([
    { why: 'invalid UTF-8', bytes: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), reason: 'not-text' },
    { why: 'a UTF-16 file', bytes: Buffer.from('\ufeff{}', 'utf16le'), reason: 'not-text' },
    { why: 'a file over the limit', bytes: Buffer.alloc(2_000_001, 0x20), reason: 'too-large' },
  ])('a gap $reason for $why', ({ bytes, reason }) => {
    write('a', bytes);
    expect(openTarget(root, 'tree').text('a')).toMatchObject({ ok: false, error: { where: 'a', reason } });
  });

  it('a gap for a path that was never listed, so that no source can climb out', () => {
    expect(openTarget(root, 'tree').text('../../etc/passwd')).toMatchObject({ ok: false });
  });

  it('a gap for a folder that became a link out of the tree after the walk', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'b'), 'x');
    write('a/b');
    const target = openTarget(root, 'tree');
    rmSync(join(root, 'a'), { recursive: true });
    symlinkSync(outside, join(root, 'a'));
    expect(target.text('a/b')).toMatchObject({ ok: false, error: { reason: 'outside-tree' } });
    rmSync(outside, { recursive: true });
  });

  it.each(['a', 'a/deep'])(
    'a gap for a folder that became a link after its first file was read: %s',
    (folder) => {
      const outside = mkdtempSync(join(tmpdir(), 'outside-'));
      mkdirSync(join(outside, 'deep'));
      for (const path of ['c', 'deep/c']) writeFileSync(join(outside, path), 'x');
      write(`${folder}/b`);
      write(`${folder}/c`);
      const target = openTarget(root, 'tree');
      expect(target.text(`${folder}/b`).ok).toBe(true);
      rmSync(join(root, 'a'), { recursive: true });
      symlinkSync(outside, join(root, 'a'));
      expect(target.text(`${folder}/c`)).toMatchObject({ ok: false, error: { reason: 'outside-tree' } });
      rmSync(outside, { recursive: true });
    },
  );

  it('a telemetry file that a tree would refuse for its size', () => {
    write('a', Buffer.alloc(2_000_001, 0x20));
    expect(openTarget(root, 'telemetry').text('a').ok).toBe(true);
  });

  it('counts each file once, however often it is read and however small the cache', () => {
    write('a', '12345');
    write('b', '123');
    write('c', '1');
    const target = openTarget(root, 'tree', { maxCacheBytes: 10 });
    for (const path of ['a', 'b', 'a', 'b', 'a']) expect(target.text(path).ok).toBe(true);
    expect(target.counts()).toEqual({ seen: 3, read: 2, bytes: 8 });
  });
});
