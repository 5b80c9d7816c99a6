import { describe, expect, it } from 'vitest';
import { EDGE_KINDS, isLegalEdge, LEGAL_EDGES, WALKED_EDGES, FACT_EDGES } from './index.ts';

describe('legal edges', () => {
  it('has a row for every edge kind, so that no kind is dead vocabulary', () => {
    const used = new Set(LEGAL_EDGES.map((row) => row.edge));
    expect(EDGE_KINDS.filter((edge) => !used.has(edge))).toEqual([]);
  });

  it('has each edge kind either walked or a fact, never both', () => {
    expect(WALKED_EDGES.filter((edge) => (FACT_EDGES as readonly string[]).includes(edge))).toEqual([]);
  });

  it.each([
    { why: 'an agent calls a tool', from: 'agent', edge: 'calls-tool', to: 'tool', legal: true },
    { why: 'a tool does not call an agent', from: 'tool', edge: 'calls-tool', to: 'agent', legal: false },
    { why: 'a function runs as a role', from: 'function', edge: 'runs-as', to: 'cloud-role', legal: true },
    { why: 'a person is not run as', from: 'function', edge: 'runs-as', to: 'human', legal: false },
    { why: 'a tool is built to read a bucket', from: 'tool', edge: 'can-read', to: 'bucket', legal: true },
  ] as const)('says $legal where $why', ({ from, edge, to, legal }) => {
    expect(isLegalEdge(from, edge, to)).toBe(legal);
  });
});
