import { describe, expect, it } from 'vitest';
import { buildGraph, type GraphView } from '#graph';
import { nodeFact, type Evidence } from '#model';
import { assetsOfRichestFile, type Lost } from './lost.ts';
import { posture } from './posture.ts';
import { Rule } from './rule-schema.ts';

const RULE = Rule.parse({
  id: 'SL-TST-001',
  title: 'A tool runs in its program, for a test',
  severity: 'high',
  why: 'A rule that is easy to satisfy, so that the counts alone are tested.',
  fix: 'There is nothing to fix in a test of the counts.',
  clears: 'Nothing clears in a test.',
  message: 'tool {name} runs in its program',
  sources: ['https://example.com/'],
  find: { kinds: 'tool' },
  defect: [{ attribute: 'executesIn', is: 'in-process' }],
});

function fileOf(index: number): Lost {
  return { why: `file ${String(index)} is broken`, plane: 'declared', kinds: ['tool'], edges: [] };
}

/** Tools of one file. */
function toolsOf(count: number): GraphView {
  const facts = Array.from({ length: count }, (_, index) => {
    const at = { path: 'a.py', pointer: '' };
    const evidence: Evidence[] = [{ plane: 'declared', source: 'case', target: 'w', at }];
    const name = `t${String(index)}`;
    return nodeFact({ id: `tool:w/a.py#${name}`, kind: 'tool', name, attributes: {}, evidence });
  });
  return buildGraph([{ facts, coverage: [] }]).view;
}

describe('a large input of which much was lost', () => {
  it('is counted, however many files it has', () => {
    const at = { path: 'a.py', pointer: '' };
    const node = (path: string): unknown => ({
      evidence: [{ plane: 'declared', target: 'w', at: { ...at, path } }],
    });
    const ids = Array.from({ length: 200_000 }, (_, index) => `f${String(index)}.py`);
    expect(assetsOfRichestFile([...ids, 'f0.py'], { node } as unknown as GraphView)).toBe(2);
  });

  it('counts each lost file as the richest one, without a copy for each asset', () => {
    const view = toolsOf(20_000);
    const verdicts = view.nodes('tool').map((node) => ({
      ...{ rule: RULE, node, subject: null, verdict: 'quiet' as const },
      ...{ evidence: [], missing: [], paths: [], detail: '' },
    }));
    const lost = Array.from({ length: 10_000 }, (_, index) => fileOf(index));
    const { range, coveragePercent } = posture(verdicts, view, { rules: [RULE], unasked: [], lost });
    // One in 10,001 files was read.
    expect(range).toMatchObject({ worst: 0, best: 100, lost: 10_000, lostAssets: 200_000_000 });
    expect(coveragePercent).toBe(0);
    const one = posture(verdicts, view, { rules: [RULE], unasked: [], lost: lost.slice(0, 3) });
    expect(one).toMatchObject({ coveragePercent: 25, range: { worst: 25, best: 100, lostAssets: 60_000 } });
  });
});
