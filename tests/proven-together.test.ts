import { beforeAll, expect, it } from 'vitest';
import type { GraphView } from '#graph';
import type { Scan } from '../src/cli/scan-pipeline.ts';
import { provenTogether } from '../src/present/table/proven-together.ts';
import { scanDemo } from './demo-scan.ts';

let found: Scan;

beforeAll(async () => {
  found = await scanDemo();
}, 60_000);

it('is said once of an agent of which every part is proven', () => {
  expect(provenTogether(found.assessment, found.view)).toEqual([
    expect.stringMatching(
      /^anyone may ask agent support-agent .* as cloud role support-orders-mcp, which has/,
    ),
  ]);
});

it.each([
  ['whether anyone may ask the agent', 'SL-IAM-016'],
  ['whether the tool runs what the model writes', 'SL-TOL-012'],
  ['whether the identity has a wildcard', 'SL-IAM-001'],
])('is not said where it is open %s', (_, rule) => {
  const findings = found.assessment.findings.map((one) =>
    one.rule === rule ? { ...one, verdict: 'cannot-tell' as const } : one,
  );
  expect(provenTogether({ ...found.assessment, findings }, found.view)).toEqual([]);
});

/** The edges that leave an asset, with one thing of them otherwise. */
function outAs(change: Partial<ReturnType<GraphView['out']>[number]>): GraphView {
  const { view } = found;
  return { ...view, out: (id, edge) => view.out(id, edge).map((one) => ({ ...one, ...change })) };
}

it.each<{ why: string; view: () => GraphView }>([
  { why: 'the agent has the tool in some cases alone', view: () => outAs({ effect: 'conditional' }) },
  { why: 'the tool is joined to the agent by name alone', view: () => outAs({ walked: false }) },
  {
    why: 'the tool may run as another',
    view: () => ({
      ...found.view,
      runtimeIdentities: () => {
        const roles = found.view.nodes('cloud-role').slice(0, 2);
        return roles.map((identity) => ({ identity, hops: [] }));
      },
    }),
  },
  {
    why: 'it is not known as whom the tool runs',
    view: () => ({ ...found.view, runtimeIdentities: () => [] }),
  },
])('is not said where $why', ({ view }) => {
  expect(provenTogether(found.assessment, view())).toEqual([]);
});
