import { expect, it } from 'vitest';
import { assess, batchOf } from '#assess';
import { buildGraph } from '#graph';
import { accessOf } from '../src/cli/access-port.ts';
import { loadCases, loadRules } from '../src/cli/content.ts';

it.each([
  {
    why: 'each call of which a person approves contains',
    fetch: { approval: 'required' },
    agent: {},
    is: 'contained',
  },
  {
    why: 'of an agent that asks before it acts contains',
    fetch: {},
    agent: { autonomy: 'asks-first' },
    is: 'contained',
  },
  { why: 'that nobody approves leaves open', fetch: {}, agent: {}, is: 'open' },
])('a way out $why what strangers can do', ({ fetch, agent, is }) => {
  const folder = 'content/rules/tol/SL-TOL-009';
  const [found] = loadCases(folder).flatMap(({ file, parsed }) =>
    file === 'fires-all-three.yaml' ? [parsed] : [],
  );
  if (found === undefined) throw new Error('the case is gone');
  const nodes = found.nodes.map((node) => {
    const more = node.kind === 'agent' ? agent : node.name === 'fetch' ? fetch : {};
    return { ...node, attributes: { ...node.attributes, ...more } };
  });
  const { view } = buildGraph([batchOf({ ...found, nodes })], { access: accessOf(found.now) });
  const rules = loadRules('content/rules').rules.flatMap(({ rule }) =>
    rule.id === 'SL-TOL-009' ? [rule] : [],
  );
  const { findings } = assess({ view, rules, frameworks: [], now: found.now, params: {} });
  const [branch] = (findings[0]?.priority?.branch ?? []).filter(({ fact }) => fact === 'containment');
  expect([findings[0]?.verdict, branch?.value]).toEqual(['fires', is]);
});
