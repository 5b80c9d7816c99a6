import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTarget, type TargetKind } from '#collect';
import { setApart } from './overlapping-targets.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'apart-'));
  for (const folder of ['a/b', 'a/exports', 'a-2']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['a/x.py', 'a/b/y.py', 'a/exports/roles.json', 'a-2/z.py'])
    writeFileSync(join(root, file), '');
  symlinkSync(join(root, 'a'), join(root, 'link'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Given {
  readonly path: string;
  readonly kind?: TargetKind;
  readonly isNamed?: boolean;
}

function apart(given: readonly Given[]): readonly string[] {
  const targets = given.map(({ path, kind = 'tree', isNamed = false }) => ({
    target: { id: path, name: path, kind },
    root: join(root, path),
    isNamed,
  }));
  return setApart(targets).map(({ target, root: at, without }) => {
    const { paths } = openTarget(at, target.kind, { without });
    return `${target.id}: ${paths.join(' ')}`;
  });
}

it.each<{ why: string; given: readonly Given[]; read: readonly string[] }>([
  {
    why: 'a folder inside another is read with it',
    given: [{ path: 'a' }, { path: 'a/b' }],
    read: ['a: b/y.py exports/roles.json x.py'],
  },
  {
    why: 'in whichever order they are given',
    given: [{ path: 'a/b' }, { path: 'a' }],
    read: ['a: b/y.py exports/roles.json x.py'],
  },
  {
    why: 'the same folder twice is one',
    given: [{ path: 'a' }, { path: 'a' }, { path: 'link' }],
    read: ['a: b/y.py exports/roles.json x.py'],
  },
  {
    why: 'a folder that the configuration names is a target of its own',
    given: [{ path: 'a' }, { path: 'a/b', isNamed: true }],
    read: ['a: exports/roles.json x.py', 'a/b: y.py'],
  },
  {
    why: 'an export inside a tree is read as an export alone',
    given: [{ path: 'a' }, { path: 'a/exports', kind: 'aws-export' }],
    read: ['a: b/y.py x.py', 'a/exports: roles.json'],
  },
  {
    why: 'one folder may be read as two kinds',
    given: [
      { path: 'a/exports', kind: 'aws-export', isNamed: true },
      { path: 'a/exports', kind: 'telemetry', isNamed: true },
    ],
    read: ['a/exports: roles.json', 'a/exports: roles.json'],
  },
  {
    why: 'a name that only begins alike is another folder',
    given: [{ path: 'a' }, { path: 'a-2' }],
    read: ['a: b/y.py exports/roles.json x.py', 'a-2: z.py'],
  },
  {
    why: 'the configuration lies in a target and is read beside it',
    given: [{ path: 'a' }, { path: 'a/x.py', kind: 'configuration', isNamed: true }],
    read: ['a: b/y.py exports/roles.json x.py', 'a/x.py: x.py'],
  },
])('$why', ({ given, read }) => {
  expect(apart(given)).toEqual(read);
});
