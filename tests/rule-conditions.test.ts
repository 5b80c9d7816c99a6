import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { assess, batchOf, problemsOf, Rule, RuleCase } from '#assess';
import { buildGraph } from '#graph';
import { accessOf } from '../src/cli/access-port.ts';

/** One small world a condition, and what a rule of this one condition says of one asset of it. */
const Rows = z.array(
  z.strictObject({
    why: z.string(),
    of: z.string(),
    where: z.array(z.unknown()).default([]),
    defect: z.array(z.unknown()),
    params: z.record(z.string(), z.number()).default({}),
    complete: z.array(z.unknown()).default([]),
    verdict: z.enum(['fires', 'quiet', 'not-applicable', 'cannot-tell']),
    /** Part of what a finding says. */
    says: z.string().optional(),
    /** What would settle a cannot-tell, and of which asset: all of it, whatever its words. */
    missing: z.array(z.string()).default([]),
  }),
);
type Row = z.infer<typeof Rows>[number];

const FOLDER = 'tests/rule-conditions';
const NOW = '2026-11-21T00:00:00Z';

function ruleOf(row: Row, kind: unknown): Rule {
  return Rule.parse({
    id: 'SL-TST-001',
    title: 'A rule of one condition, for a test of it',
    severity: 'low',
    why: 'It says nothing of its own, so that the condition alone decides.',
    fix: 'There is nothing to fix in a test of a condition.',
    clears: 'Nothing clears in a test.',
    message: '{name}: {detail}',
    sources: ['https://example.com/'],
    params: Object.fromEntries(
      Object.entries(row.params).map(([name, value]) => [name, { value, means: 'a threshold of the test' }]),
    ),
    find: { kinds: kind, where: row.where },
    defect: row.defect,
  });
}

describe.each(readdirSync(FOLDER).map((file) => ({ file })))('$file', ({ file }) => {
  const { rows: told, ...world } = parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, unknown>;
  const rows = Rows.parse(told);

  function verdictOf(row: Row): {
    readonly verdict: string | undefined;
    readonly detail: string | undefined;
    readonly missing: readonly string[] | undefined;
  } {
    const common = Array.isArray(world['complete']) ? (world['complete'] as unknown[]) : [];
    const one = RuleCase.parse({
      why: 'a world for one condition',
      ...world,
      complete: [...common, ...row.complete],
      expect: [{ asset: row.of }],
    });
    const { view, rejectedEdges } = buildGraph([batchOf(one)], { access: accessOf(NOW) });
    // A world that loses an edge would let a row pass for the wrong reason.
    expect(rejectedEdges).toEqual([]);
    const rule = ruleOf(row, view.node(row.of)?.kind);
    expect(problemsOf(rule)).toEqual([]);
    const { verdicts } = assess({ view, rules: [rule], frameworks: [], now: NOW, params: {} });
    const [mine] = verdicts.filter((verdict) => verdict.node.id === row.of);
    const missing = mine?.missing.map(({ kind, at }) => (at === null ? kind : `${kind} ${at}`));
    return { verdict: mine?.verdict, detail: mine?.detail, missing };
  }

  it('has a row of each verdict', () => {
    expect([...new Set(rows.map((row) => row.verdict))].sort()).toEqual([
      'cannot-tell',
      'fires',
      'not-applicable',
      'quiet',
    ]);
  });

  it.each(rows)('$verdict: $why', (row) => {
    const { verdict, detail, missing } = verdictOf(row);
    expect(verdict).toBe(row.verdict);
    expect(missing).toEqual(row.missing);
    if (row.says !== undefined) expect(detail).toContain(row.says);
  });
});
