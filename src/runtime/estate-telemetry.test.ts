import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { cloudTrailSource } from './cloudtrail/cloudtrail-source.ts';
import { otlpSource } from './otlp-source.ts';
import { collected, folderTarget, readShipped } from './testing/telemetry-target.ts';

const SYSTEM = join(import.meta.dirname, '../../estate/support-chatbot');
const NOW = Date.parse('2026-11-21T00:00:00Z');
const AGENT = 'support-agent';

interface Truth {
  readonly seen: {
    readonly tools: Readonly<Record<string, readonly [number, string, string]>>;
    readonly models: Readonly<Record<string, number>>;
    readonly trail: readonly (readonly [string, string, string, number])[];
  };
  readonly neverShown: readonly string[];
}
const truth = parse(readFileSync(join(SYSTEM, 'truth/seen.yaml'), 'utf8')) as Truth;

const input = folderTarget(join(SYSTEM, 'telemetry'));
const otlp = await collected(
  otlpSource(() => NOW, readShipped),
  input,
);
const trail = await collected(
  cloudTrailSource(() => NOW, readShipped),
  input,
);

it('reads the whole day without a gap', () => {
  expect(otlp.coverage.gaps).toEqual([]);
  expect(trail.coverage.gaps).toEqual([]);
  expect(otlp.coverage.files.read + trail.coverage.files.read).toBe(input.files.paths.length);
  expect(otlp.coverage.complete).toEqual([]);
});

it.each(Object.entries(truth.seen.tools))(
  'sees %s called as often, first and last, as the truth says',
  (tool, [count, first, last]) => {
    const edge = otlp.edges.find(({ edge: kind, to }) => kind === 'calls-tool' && to.endsWith(`#${tool}`));
    expect(edge?.from).toMatch(new RegExp(`#${AGENT}$`));
    expect(edge?.sightings?.count).toBe(count);
    expect(edge?.sightings?.firstSeen.slice(11, 16)).toBe(first);
    expect(edge?.sightings?.lastSeen.slice(11, 16)).toBe(last);
  },
);

it('sees exactly the tools and models of the truth, and one agent', () => {
  const names = (kind: string) =>
    otlp.nodes
      .filter((node) => node.kind === kind)
      .map((node) => node.name)
      .sort();
  expect(names('tool')).toEqual(Object.keys(truth.seen.tools).sort());
  expect(names('model')).toEqual(Object.keys(truth.seen.models).sort());
  expect(names('agent')).toEqual([AGENT]);
  expect(otlp.lines).toContain(
    `${AGENT} uses-model mistral-large-latest ${String(truth.seen.models['mistral-large-latest'])}`,
  );
});

it('joins the agent to its function by the resource, and keeps the service name', () => {
  const edge = otlp.edges.find((one) => one.edge === 'deployed-as');
  expect(edge).toMatchObject({
    rung: 3,
    to: 'arn:aws:lambda:eu-west-1:111122223333:function:support-chatbot',
  });
  const agent = otlp.nodes.find((node) => node.kind === 'agent');
  expect(agent?.identifiers).toContainEqual({ scheme: 'service-name', value: 'support-chatbot' });
});

it('raises a signal for the key in the system prompt, and shows no secret anywhere', () => {
  const signals = otlp.nodes.filter((node) => node.kind === 'signal');
  expect(signals).toHaveLength(1);
  const shown = JSON.stringify([otlp, trail]);
  for (const secret of truth.neverShown) expect(shown).not.toContain(secret);
});

it('sees the identities read and become what the truth says, and nothing else', () => {
  const reads = truth.seen.trail.filter(([, action]) => !/List|^logs:/.test(action));
  expect(trail.lines).toEqual(
    reads
      .map(([caller, action, on, count]) => {
        const edge = action === 'sts:AssumeRole' ? 'can-assume' : 'can-read';
        return `${caller} ${edge} ${on} ${String(count)}`;
      })
      .sort(),
  );
  expect(trail.edges.flatMap(({ actions }) => actions).sort()).toEqual(
    reads.map(([, action]) => action).sort(),
  );
});

it('claims absence only for what the trail keeps, in the account and the time of its records', () => {
  const marks = trail.coverage.complete.map(({ kind, edge }) => `${String(kind)} ${String(edge)}`);
  expect(marks).toEqual(expect.arrayContaining(['bucket can-read', 'bucket can-write', 'table can-admin']));
  // The selectors keep no invocations, and no mark may speak for what a role did elsewhere.
  expect(marks.filter((mark) => /can-invoke|cloud-role/.test(mark))).toEqual([]);
  for (const mark of trail.coverage.complete) {
    expect(mark).toMatchObject({
      scope: 'account:111122223333',
      from: '2026-11-20T00:00:00.000Z',
      to: '2026-11-20T23:31:00.000Z',
    });
  }
});

it('says the same bytes twice', async () => {
  const again = await otlpSource(() => NOW, readShipped).collect(input);
  const first = await otlpSource(() => NOW, readShipped).collect(input);
  expect(JSON.stringify(again)).toBe(JSON.stringify(first));
});
