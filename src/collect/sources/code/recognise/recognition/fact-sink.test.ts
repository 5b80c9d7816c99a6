import { describe, expect, it } from 'vitest';
import { declaredId } from '#model';
import type { ModuleIr } from '../../ir.ts';
import { FactSink } from './fact-sink.ts';

const ID = declaredId('api-key', 'tree', 'env', 'OPENAI_API_KEY');

/** The places that are kept of one key, of those that it is said to be read at: file and line. */
function kept(places: readonly (readonly [path: string, line: number])[]): readonly string[] {
  const sink = new FactSink('tree');
  for (const [path, line] of places) {
    const span = { startLine: line, endLine: line };
    const at = { module: { path } as ModuleIr, scope: 0, expr: { kind: 'null', span } } as const;
    sink.node({
      id: ID,
      kind: 'api-key',
      name: 'OPENAI_API_KEY',
      attributes: {},
      evidence: [sink.evidence(at)],
    });
  }
  const [fact] = sink.facts();
  return (fact?.evidence ?? []).map(({ at }) =>
    'startLine' in at ? `${at.path}:${String(at.startLine)}` : '',
  );
}

function lines(path: string, count: number): (readonly [string, number])[] {
  return Array.from({ length: count }, (_, index) => [path, index + 1] as const);
}

describe('the places of an asset', () => {
  it('are bounded in one file', () => {
    expect(kept(lines('a.py', 30))).toHaveLength(20);
  });

  it('are kept for every further file, the first of each', () => {
    const places = kept([...lines('a.py', 30), ...lines('b.py', 2), ['c.py', 7]]);
    expect(places.slice(20)).toEqual(['b.py:1', 'c.py:7']);
  });

  it('are bounded over all files', () => {
    expect(kept(Array.from({ length: 300 }, (_, index) => [`${String(index)}.py`, 1] as const))).toHaveLength(
      200,
    );
  });

  it('are each said once', () => {
    expect(
      kept([
        ['a.py', 1],
        ['a.py', 1],
      ]),
    ).toEqual(['a.py:1']);
  });
});
