import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../source-files.ts';
import { nameMentions, spellingsOf } from './name-mentions.ts';

function* files(reads: string[], ...texts: readonly string[]): Generator<SourceFile> {
  for (const [place, text] of texts.entries()) {
    const path = `${place}.ts`;
    reads.push(path);
    yield { path, language: 'typescript', text };
  }
}

describe('spellingsOf', () => {
  it('spells a name as each language writes it', () => {
    const all = ['save_order', 'save-order', 'saveOrder', 'SaveOrder'];
    for (const name of all) expect([...spellingsOf(name)].sort()).toEqual([...all].sort());
  });
});

describe('nameMentions', () => {
  it('reads every file once for all names', () => {
    const reads: string[] = [];
    const { found, cutAt } = nameMentions(files(reads, 'one();\ntwo();', 'ones; two'), [
      'one',
      'two',
      'three',
    ]);
    expect(reads).toEqual(['0.ts', '1.ts']);
    expect(cutAt).toBeNull();
    expect(found.get('one')).toEqual([{ path: '0.ts', line: 1, describes: false }]);
    expect(found.get('two')?.map(({ path, line }) => [path, line])).toEqual([
      ['0.ts', 2],
      ['1.ts', 1],
    ]);
    expect(found.has('three')).toBe(false);
  });

  it('tells a description from a key', () => {
    const text = "const tool = { name: 'tool' };\nconst run = { tool: go };";
    const { found } = nameMentions(files([], text), ['tool']);
    expect(found.get('tool')?.map(({ describes }) => describes)).toEqual([true, true, false]);
  });

  it('stops at its bound and says where', () => {
    const reads: string[] = [];
    const { cutAt } = nameMentions(files(reads, 'one', 'one one', 'one'), ['one'], 5);
    expect(cutAt).toBe('1.ts');
    expect(reads).toEqual(['0.ts', '1.ts']);
  });
});
