import { expect, it } from 'vitest';
import type { GraphView } from '#graph';
import { usageText } from '../src/present/table/usage-text.ts';
import { scanDemo } from './demo-scan.ts';

it('says for how long use was watched where a log tells all of it, and not where use lies outside', async () => {
  const { assessment, view } = await scanDemo();
  const finding = assessment.findings.find(({ id }) => id === 'f-bf3e9aeabc');
  const hops = (finding?.cut?.hops ?? []).map(({ hop }) => hop);
  const said = (complete: GraphView['complete']): string =>
    usageText(hops, Object.assign(Object.create(view) as GraphView, { complete }), false);
  const inWindow = (change: { readonly to?: string }): GraphView['complete'] => {
    return (node, what) => view.complete(node, what).map((mark) => ({ ...mark, ...change }));
  };
  expect(said(inWindow({}))).toMatch(/^used 4 times in 23 watched hours: /);
  expect(said(inWindow({ to: '2026-11-20T01:00:00Z' }))).toMatch(/^used 4 times while watched: /);
  expect(said(() => [])).toMatch(/^used 4 times while watched: /);
});
