import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { assess, batchOf, type Rule, type RuleCase } from '#assess';
import { buildGraph } from '#graph';
import { accessOf } from '../src/cli/access-port.ts';
import { loadCases, loadRules } from '../src/cli/content.ts';

const PROMISED = { fires: 'fires', quiet: 'quiet', unsure: 'cannot-tell' } as const;

function verdictsOf(
  rule: Rule,
  world: RuleCase,
): readonly { asset: string; subject: string | null; verdict: string; text: string }[] {
  const { view } = buildGraph([batchOf(world)], { access: accessOf(world.now) });
  const { verdicts, findings } = assess({
    view,
    rules: [rule],
    frameworks: [],
    now: world.now,
    params: { [rule.id]: world.params },
  });
  return verdicts.map(({ node: { id: asset }, subject, verdict }) => {
    const told = findings.filter((one) => one.asset === asset && one.subject === subject);
    const text = told
      .flatMap(({ message, missing }) => [message, ...missing.map(({ what }) => what)])
      .join('\n');
    return { asset, subject, verdict, text };
  });
}

const { rules, problems } = loadRules('content/rules');

it('loads every rule without a problem', () => {
  expect(problems).toEqual([]);
  expect(rules.length).toBeGreaterThanOrEqual(10);
});

describe.each(rules.map(({ rule, folder }) => ({ id: rule.id, rule, folder })))('$id', ({ rule, folder }) => {
  const cases = loadCases(folder);

  it('has a case that fires, one that is quiet and one that cannot tell', () => {
    expect([...new Set(cases.map((one) => one.verdict))].sort()).toEqual(['fires', 'quiet', 'unsure']);
  });

  it('says in its file what it says in its folder name', () => {
    expect((parse(readFileSync(join(folder, 'rule.yaml'), 'utf8')) as { id: string }).id).toBe(rule.id);
  });

  it.each(cases)('$file: $parsed.why', ({ verdict, parsed }) => {
    const verdicts = verdictsOf(rule, parsed);
    for (const { asset, subject, says = '' } of parsed.expect) {
      const mine = verdicts.filter((one) => one.asset === asset);
      if (verdict === 'quiet') {
        // Quiet or not applicable, and nothing beside it: a near miss must be silent to its end.
        expect(mine.filter((one) => one.verdict === 'fires' || one.verdict === 'cannot-tell')).toEqual([]);
        continue;
      }
      const promised = PROMISED[verdict as keyof typeof PROMISED];
      const text: unknown = expect.stringContaining(says);
      expect(mine).toContainEqual({ asset, subject: subject ?? null, verdict: promised, text });
    }
  });
});
