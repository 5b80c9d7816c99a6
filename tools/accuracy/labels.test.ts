import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/cli/package-root.ts';
import { labelsOf } from './hand-made.ts';
import { labelId, loadLabels, parseLabels, type Labels } from './labels.ts';

describe('the labels of this repository', () => {
  const files = loadLabels(join(packageRoot(), 'accuracy/labels'));

  it('are of at least three repositories', () => {
    expect(files.length).toBeGreaterThanOrEqual(3);
  });

  it.each(files)('$name are as described, and no edge of them has two readings', ({ name, labels }) => {
    if (!labels.ok) throw new Error(labels.error);
    expect(labels.value.repository.replace('/', '__')).toBe(name);
    expect(labels.value.items.length).toBeGreaterThan(0);
    expect(endsOfSeveralItems(labels.value)).toEqual([]);
  });
});

function endsOfSeveralItems(labels: Labels): readonly string[] {
  const ends = new Set(labels.edges.flatMap(({ from, to }) => [from, to]));
  return [...ends].filter((end) => labels.items.filter((item) => labelId(item) === end).length > 1);
}

describe('a labels file', () => {
  const item = 'kind: tool, name: lookup, path: src/a.py, line: 1';

  it('has defaults for what a line leaves out', () => {
    expect(labelsOf([item]).items).toEqual([
      {
        kind: 'tool',
        name: 'lookup',
        path: 'src/a.py',
        line: 1,
        also: [],
        alsoAt: [],
        state: 'active',
        ambiguous: false,
      },
    ]);
  });

  it.each([
    { why: 'an unknown kind', item: 'kind: gadget, name: a, path: src/a.py, line: 1', says: /items/ },
    { why: 'a misspelt field', item: `${item}, ambigous: true`, says: /ambigous/ },
    { why: 'a line of zero', item: 'kind: tool, name: a, path: src/a.py, line: 0', says: /line/ },
    {
      why: 'an item out of scope',
      item: 'kind: tool, name: a, path: lib/a.py, line: 1',
      says: /out of scope/,
    },
    {
      why: 'an edge to nothing',
      item: 'kind: edge, edge: calls-tool, from: a, to: b, path: src/a.py, line: 1',
      says: /no item has the id a/,
    },
  ])('is refused for $why', ({ item: line, says }) => {
    expect(() => labelsOf([line])).toThrow(says);
  });

  it.each([
    { why: 'broken YAML', text: 'items: [' },
    { why: 'no mapping', text: '- 1' },
    { why: 'an empty text', text: '' },
  ])('is refused for $why', ({ text }) => {
    expect(parseLabels(text)).toMatchObject({ ok: false });
  });
});
