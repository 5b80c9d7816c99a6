import { expect, it } from 'vitest';
import { ObservedFacts } from './observed-facts.ts';

it.each([
  { count: 1, kept: 1 },
  { count: 50, kept: 50 },
  { count: 51, kept: null },
])('of $count sightings of one relation $kept times are kept, and all are counted', ({ count, kept }) => {
  const facts = new ObservedFacts('otlp', 'telemetry');
  const start = Date.parse('2026-11-20T10:00:00Z');
  const at = (n: number) => ({ at: { path: 'a.json', pointer: '' }, timeMs: start + n * 1_000 });
  facts.node({ id: 'agent:observed/svc#a', kind: 'agent', name: 'a' }, at(0));
  facts.node({ id: 'tool:observed/svc#t', kind: 'tool', name: 't' }, at(0));
  // Backwards, as files come in any order.
  for (let n = count - 1; n >= 0; n -= 1)
    facts.edge('agent:observed/svc#a', 'calls-tool', 'tool:observed/svc#t', at(n));
  const [edge] = facts.facts().filter((fact) => fact.fact === 'edge');
  expect(edge?.sightings?.count).toBe(count);
  expect(edge?.sightings?.times?.length ?? null).toBe(kept);
  expect(edge?.sightings?.times ?? []).toEqual([...(edge?.sightings?.times ?? [])].sort());
});
