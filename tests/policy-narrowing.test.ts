import { expect, it } from 'vitest';
import { assess, batchOf } from '#assess';
import { buildGraph } from '#graph';
import { renderScan } from '#present';
import { accessOf } from '../src/cli/access-port.ts';
import { loadCases, loadRules } from '../src/cli/content.ts';
import { styleOf } from '../src/cli/terminal.ts';

it('says what of a policy goes, who loses it, and what stays for other tools', () => {
  const found = loadCases('content/rules/dat/SL-DAT-001').find(
    ({ file }) => file === 'fires-not-approved.yaml',
  );
  if (found === undefined) throw new Error('the case is gone');
  const { parsed } = found;
  const [records, lookup] = ['arn:aws:s3:::records', 'tool:case/t.ts#lookup'];
  const named = (id: string, as: string): typeof parsed.nodes =>
    parsed.nodes
      .filter((node) => node.id === id)
      .map((node) => ({ ...node, id: node.id.replace(node.name ?? '', as), name: as }));
  const more = named(records, 'orders');
  // A public store is read without anybody's leave.
  const open = named(records, 'prices').map((node) => ({
    ...node,
    attributes: { ...node.attributes, sensitivity: 'public' },
  }));
  const world = {
    ...parsed,
    nodes: [...parsed.nodes, ...more, ...open, ...named(lookup, 'quote'), ...named(lookup, 'order')],
    edges: [
      ...parsed.edges,
      ...['quote prices', 'order orders'].flatMap((pair) => {
        const [tool = '', store = ''] = pair.split(' ');
        const id = `tool:case/t.ts#${tool}`;
        const said = { planes: ['declared' as const], guards: [] };
        return [
          { from: 'agent:case/a.ts#a', edge: 'calls-tool' as const, to: id, ...said },
          { from: id, edge: 'can-read' as const, to: `arn:aws:s3:::${store}`, ...said },
        ];
      }),
    ],
    policies: parsed.policies.map((policy) => ({
      ...policy,
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
      },
    })),
  };
  const { view } = buildGraph([batchOf(world)], { access: accessOf(parsed.now) });
  const rules = loadRules('content/rules').rules.flatMap(({ rule }) =>
    rule.id === 'SL-DAT-001' ? [rule] : [],
  );
  const assessment = assess({ view, rules, frameworks: [], now: parsed.now, params: {} });
  const page = renderScan(
    {
      ...{ view, assessment, coverage: [], targets: [], gaps: [] },
      ...{ files: { seen: 1, read: 1, bytes: 1 }, assessedAt: parsed.now, version: '0' },
    },
    false,
    styleOf({ color: 'never', width: 160 }),
  );
  expect(page.replaceAll(/\s+/g, ' ')).toContain(
    'leave only read prices, for quote; out goes read orders and records, which order and lookup will lose',
  );
});
