import { expect, it } from 'vitest';
import { targetNames } from './target-names.ts';

it.each([
  { why: 'base names that differ', roots: ['/a/repo', '/a/aws'], names: ['repo', 'aws'] },
  { why: 'one base name in two folders', roots: ['/o1/repo', '/o2/repo'], names: ['o1-repo', 'o2-repo'] },
  { why: 'the other order', roots: ['/o2/repo', '/o1/repo'], names: ['o2-repo', 'o1-repo'] },
  {
    why: 'a third that shares nothing',
    roots: ['/o1/repo', '/o2/repo', '/x/y'],
    names: ['o1-repo', 'o2-repo', 'y'],
  },
  {
    why: 'folders that are alike as well',
    roots: ['/p/o/repo', '/q/o/repo'],
    names: ['p-o-repo', 'q-o-repo'],
  },
  { why: 'one path that ends the other', roots: ['/repo', '/o/repo'], names: ['repo', 'o-repo'] },
  { why: 'one target given twice', roots: ['/o/repo', '/o/repo'], names: ['repo', 'repo'] },
  { why: 'a name that only ends alike', roots: ['/o/repo', '/o/my-repo'], names: ['repo', 'my-repo'] },
  { why: 'the root of the machine', roots: ['/'], names: ['root'] },
])('tells apart $why', ({ roots, names }) => {
  expect(roots.map(targetNames(roots))).toEqual(names);
});
