import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plantedInspector } from '../../src/collect/planted-inspector.ts';
import { err, ok } from '#model';
import { labelsOf } from './hand-made.ts';
import { measureRepository } from './measure-repository.ts';
import { treeCommit } from './tree-commit.ts';

const OTHER = '1'.repeat(40);
let corpus = '';

beforeEach(() => {
  corpus = mkdtempSync(join(tmpdir(), 'sightline-corpus-'));
});
afterEach(() => {
  rmSync(corpus, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(corpus, path)), { recursive: true });
    writeFileSync(join(corpus, path), text);
  }
}

describe('a repository is not run', () => {
  const labels = ok(labelsOf(['kind: tool, name: lookup, path: src/a.py, line: 1']));
  const file = { 'a__b/src/a.py': '' };

  it.each([
    { why: 'without its tree', files: {}, says: /no tree a__b: git clone/ },
    { why: 'where a file stands for its tree', files: { a__b: '' }, says: /no tree a__b/ },
    { why: 'at another commit', files: { ...file, 'a__b/.git/HEAD': `${OTHER}\n` }, says: /stands at 1{40}/ },
    { why: 'without a labelled file', files: { 'a__b/src/b.py': '' }, says: /has no src\/a\.py/ },
  ])('$why', async ({ files, says }) => {
    write(files);
    const { score } = await measureRepository({ name: 'a__b', labels }, corpus, plantedInspector);
    if (score.ok) throw new Error('it was measured');
    expect(score.error).toMatch(says);
    expect(score.error).not.toContain(corpus);
  });

  it('without a folder of repositories', async () => {
    const { score } = await measureRepository({ name: 'a__b', labels }, null, plantedInspector);
    expect(score).toMatchObject({ ok: false });
  });

  it('with labels that could not be read', async () => {
    const unread = await measureRepository({ name: 'a__b', labels: err('no') }, corpus, plantedInspector);
    expect(unread).toEqual({ repository: 'a__b', commit: null, score: err('no') });
  });
});

describe('a key that a library reads by itself', () => {
  it('counts neither way, and one that is named beside it counts', async () => {
    const makes = 'from openai import OpenAI\n\nclient = OpenAI()\n';
    write({
      'README.md': `- a__b @ ${'0'.repeat(40)}\n`,
      'a__b/src/a.py': makes,
      'a__b/src/b.py': `import os\n${makes}asked = OpenAI(api_key=os.environ["OPENAI_API_KEY"])\n`,
    });
    const labels = ok(labelsOf(['kind: api-key, name: OPENAI_API_KEY, path: src/b.py, line: 5']));
    const { score } = await measureRepository({ name: 'a__b', labels }, corpus, plantedInspector);
    if (!score.ok) throw new Error(score.error);
    expect(score.value.tallies).toContainEqual(
      expect.objectContaining({ subject: 'api-key', labelled: 1, found: 1, falseReports: 0 }),
    );
  });
});

describe('the commit of a tree is read', () => {
  it.each([
    { why: 'from a detached HEAD', files: { 't/.git/HEAD': `${OTHER}\n` }, commit: OTHER },
    {
      why: 'from a branch',
      files: { 't/.git/HEAD': 'ref: refs/heads/main\n', 't/.git/refs/heads/main': `${OTHER}\n` },
      commit: OTHER,
    },
    {
      why: 'from packed refs',
      files: {
        't/.git/HEAD': 'ref: refs/heads/main\n',
        't/.git/packed-refs': `# x\n${OTHER} refs/heads/main\n`,
      },
      commit: OTHER,
    },
    {
      why: 'from the list of exported trees',
      files: { 'README.md': `- t @ ${OTHER} visible\n` },
      commit: OTHER,
    },
    {
      why: 'not from the line of another tree',
      files: { 'README.md': `- tt @ ${OTHER}: 3 files\n` },
      commit: null,
    },
    { why: 'nowhere', files: { 't/a.py': '' }, commit: null },
  ])('$why', ({ files, commit }) => {
    write(files);
    expect(treeCommit(corpus, 't')).toBe(commit);
  });
});
