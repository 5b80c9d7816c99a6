import { describe, expect, it } from 'vitest';
import { buildGraph } from '#graph';
import { assess, batchOf, Rule, RuleCase, type Assessment } from '#assess';
import { PLAIN } from './painter.ts';
import { besideTarget } from './places.ts';
import { renderScan } from './render-scan.ts';
import type { ScanGap, ScanView } from './scan-view.ts';

const NOW = '2026-11-21T00:00:00Z';
const TEXTS = {
  severity: 'high',
  why: 'A rule that is easy to satisfy, so that the report alone is tested.',
  fix: 'Take the tool away, or put it behind a list of hosts.',
  clears: 'The tool is gone from the code of the agent.',
  sources: ['https://example.com/'],
} as const;

const RULES = [
  {
    ...TEXTS,
    id: 'SL-TST-001',
    title: 'A tool runs in its program',
    message: 'tool {name}: {detail}',
    find: { kinds: 'tool' },
    defect: [{ attribute: 'executesIn', is: 'in-process' }],
  },
  {
    ...TEXTS,
    id: 'SL-TST-002',
    title: 'An agent acts without a charter',
    message: 'agent {name} has no charter',
    find: { kinds: 'agent' },
    defect: [{ lacks: { edge: 'applies-to', direction: 'in', within: { kind: 'charter' } } }],
  },
  {
    ...TEXTS,
    id: 'SL-TST-003',
    title: 'A role is too wide for its work',
    message: '{kind} {name} is too wide',
    find: { kinds: 'cloud-role' },
    defect: [{ attribute: 'serviceLinked', is: true }],
  },
  {
    ...TEXTS,
    id: 'SL-TST-004',
    title: 'A model is used that nobody knows of',
    message: 'model {name} is used',
    find: { kinds: 'model', where: [{ onPlane: 'observed', seen: true }] },
    defect: [{ onPlane: 'declared', seen: false }],
  },
].map((one) => Rule.parse(one));

type World = Pick<RuleCase, 'nodes' | 'edges' | 'complete'>;

function scanned(world: Partial<Record<keyof World, unknown>>, gaps: readonly ScanGap[] = []): ScanView {
  const parsed = RuleCase.parse({
    why: 'a world to report on',
    nodes: [],
    ...world,
    expect: [{ asset: 'x' }],
  });
  const { view } = buildGraph([batchOf(parsed)]);
  const assessment: Assessment = assess({ view, rules: RULES, frameworks: [], now: NOW, params: {} });
  const targets = [{ id: 'case', name: 'case', kind: 'tree', location: '.' }];
  const files = { seen: 1, read: 1, bytes: 10 };
  return { view, assessment, coverage: [], targets, files, gaps, assessedAt: NOW, version: '0.0.0' };
}

function rendered(scan: ScanView, all = false, width = 100): string {
  return renderScan(scan, all, { width, paint: PLAIN, place: besideTarget });
}

function tool(name: string, attributes: Record<string, unknown> = {}): unknown {
  return { id: `tool:case/a.py#${name}`, kind: 'tool', name, attributes };
}

const AGENT = { id: 'agent:case/a.py#a', kind: 'agent', name: 'a' };
/** Two findings, and three questions that wait for two things. */
const CODE_ALONE = {
  nodes: [
    AGENT,
    tool('first', { executesIn: 'in-process' }),
    tool('second', { executesIn: 'in-process' }),
    tool('third'),
    tool('fourth'),
  ],
};

describe('places that could not be read to their end', () => {
  const nodes = [AGENT, { id: 'tool:case/t.py#x', kind: 'tool', name: 'x', state: 'test' }];
  const gap = (where: string): ScanGap => ({
    ...{ source: 'code', target: 'case', where, reason: 'unresolved', detail: 'the model' },
  });

  it.each([
    {
      why: 'of code that runs are told',
      where: 'a.py#a',
      said: 'gaps       code: a.py#a could not be followed: the model\n',
    },
    {
      why: 'of tests alone are counted',
      where: 'case.yaml#x',
      said: 'gaps       none in reading what was handed over and is assessed; 1 place in tests or templates\n           (--all)\n',
    },
  ])('$why', ({ where, said }) => {
    // Nodes of a case lie in one file: the agent is left out where the file is to be a test's.
    const shown = where.startsWith('case') ? nodes.slice(1) : nodes;
    expect(rendered(scanned({ nodes: shown }, [gap(where)]))).toContain(said);
    expect(rendered(scanned({ nodes: shown }, [gap(where)]), true)).toContain(
      'could not be followed: the model',
    );
  });
});

describe('renderScan on code alone', () => {
  const text = rendered(scanned(CODE_ALONE));

  it('counts findings and open questions apart, and says of what there is one', () => {
    expect(text).toContain('2 findings, all to plan; 3 questions without');
    expect(text).toContain('found     1 agent and 4 tools\n');
    expect(text).toContain('1 file, 1 of them');
    expect(text).not.toMatch(/\b1 (findings|questions|agents|files|places)\b/);
  });

  it('groups what is open by what it waits for, with counts that add up', () => {
    const total = Number(/CANNOT TELL \((\d+)\)/.exec(text)?.[1]);
    const groups = [...text.matchAll(/waits for .*: (\d+) questions?/g)].map((one) => Number(one[1]));
    expect(groups).toHaveLength(2);
    expect(groups.reduce((sum, one) => sum + one, 0)).toBe(total);
  });

  it('puts first what would answer most questions, and says so', () => {
    const counts = [...text.matchAll(/waits for .*: (\d+) questions?/g)].map((one) => Number(one[1]));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(text.match(/\(most\s+useful\s+next\)/g)).toHaveLength(1);
  });

  it('says of each group what a reader can do', () => {
    expect(text.match(/to answer/g)).toHaveLength(4);
    expect(text).toContain('governance/charters.yaml');
  });

  it('tells rules that had nothing to look at, and what to hand over for them', () => {
    expect(text).toContain('1 rule not asked at all: no account export was handed over');
    expect(text).toContain('whether a role is too wide for its work (SL-TST-003)');
    expect(text).toContain('1 rule not asked at all: no telemetry was handed over');
  });

  it('tells the fix of a rule once, and points there from its other findings', () => {
    expect(text.split(TEXTS.fix)).toHaveLength(2);
    expect(text).toMatch(/fix {7}as for f-[0-9a-f]{10}, and fixed if/);
  });

  it.each([
    [
      'with what decides, where the agent may have it',
      ['the condition at a.py:3 holds'],
      'first (may, when the condition at a.py:3 holds)',
    ],
    ['by its name alone, where the agent always has it', [], 'first, perhaps more'],
  ])('names a tool %s', (_why, guards, told) => {
    const edge = { from: AGENT.id, edge: 'calls-tool', to: 'tool:case/a.py#first', guards };
    expect(rendered(scanned({ ...CODE_ALONE, edges: [edge] }), false, 140)).toContain(told);
  });

  it('uses the words of the reader for an attribute that was not seen', () => {
    expect(text).toContain(
      'whether tool fourth runs inside its program, in a sandbox or elsewhere could not be',
    );
    expect(text).toContain('likewise third');
    expect(text).not.toContain('executesIn)');
  });

  it('tells every open question by its id where all are asked for', () => {
    const scan = scanned(CODE_ALONE);
    const open = scan.assessment.findings.filter((one) => one.verdict === 'cannot-tell');
    for (const { id } of open) {
      expect(text).not.toContain(id);
      expect(rendered(scan, true)).toContain(id);
    }
  });

  it.each([60, 80, 100, 140])('stays inside %i columns', (width) => {
    const lines = rendered(scanned(CODE_ALONE), true, width).split('\n');
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });
});

describe('renderScan', () => {
  it('does not open with a line that looks healthy where only questions are left', () => {
    const text = rendered(scanned({ nodes: [AGENT] }));
    expect(text).toContain('\nnot a pass: 1 question without an answer and 2 rules not asked; no finding\n');
  });

  it('names the rules that were answered everywhere and found nothing', () => {
    const sound = { executesIn: 'sandbox' };
    const text = rendered(scanned({ nodes: [AGENT, tool('first', sound), tool('second', sound)] }));
    expect(text).toContain(
      'checked    and nothing found: whether a tool runs in its program: no, on 2 tools',
    );
    expect(rendered(scanned(CODE_ALONE))).not.toContain('nothing found');
  });

  it.each([
    { why: 'was not enumerated', complete: [], said: 'not followed', not: 'none' },
    {
      why: 'was',
      complete: [{ edge: 'calls-tool', scope: `node:${AGENT.id}` }],
      said: 'none',
      not: 'not followed',
    },
  ])('says "$said" of an agent without tools whose list $why', ({ complete, said, not }) => {
    const text = rendered(scanned({ nodes: [AGENT], complete }));
    expect(text).toMatch(new RegExp(`\\n  a +${said} +case\\.yaml`));
    expect(text).not.toMatch(new RegExp(`\\n  a +${not} +case\\.yaml`));
  });

  it('tells agents of one name by their places', () => {
    const other = { id: 'agent:case/b.py#a', kind: 'agent', name: 'a' };
    const text = rendered(scanned({ nodes: [AGENT, other] }));
    // A case has no lines of source: the ids tell them apart.
    expect(text).toMatch(/agent a \(case\/a\.\w+#a\)\s+and\s+agent a\s+\(case\/b\.py#a\)/);
  });

  it.each([
    {
      attributes: { detector: 'openai-api-key' },
      said: 'keys: of 1 the value was seen, and is not kept: KEY (no finding)',
    },
    { attributes: { envName: 'KEY' }, said: 'keys: 1 by the name of an environment variable alone' },
  ])('says "$said" and never a bare count of keys', ({ attributes, said }) => {
    const key = { id: 'api-key:case/a.py#KEY', kind: 'api-key', name: 'KEY', attributes };
    expect(rendered(scanned({ nodes: [AGENT, key] }), false, 140)).toContain(said);
  });

  it('ends with what its words mean, and with commands that name what this report holds', () => {
    const scan = scanned(CODE_ALONE);
    const [, , , legend = '', next = ''] = rendered(scan, false, 160).split(
      /\n(?=looked at|gaps|words|next)/,
    );
    expect(legend.split('\n').length).toBeLessThanOrEqual(4);
    for (const word of [
      'FIX NOW',
      'PLAN',
      'WATCH',
      'MINOR',
      'declared',
      'granted',
      'observed',
      'charter',
      'approval',
    ])
      expect(legend).toMatch(new RegExp(`${word}:\\s`));
    for (const command of [`why ${scan.assessment.findings[0]?.id ?? '-'}`, 'reach a', 'explain SL-TST-001'])
      expect(next).toContain(`\n  sightline ${command}\n`);
    expect(next).not.toContain('<');
  });

  it('adds up what became of all that was found', () => {
    const spare = { ...AGENT, id: 'agent:case/t.py#t', name: 't', state: 'test' };
    const text = rendered(scanned({ nodes: [...CODE_ALONE.nodes, spare] }));
    expect(text).toContain('of the 6 found: 5 told above and 1 in tests, templates or switched off');
  });

  it('does not read an empty folder as an all-clear', () => {
    const text = rendered(scanned({}));
    expect(text).toContain('this is no all-clear');
    expect(text).not.toMatch(/finding|posture|CANNOT TELL|not asked/);
  });

  it('does not read what a source gave up on as nothing', () => {
    const gap = { target: 'case', where: '.', reason: 'failed', detail: 'the source gave up' } as const;
    const text = rendered(scanned({}, [{ ...gap, source: 'code' }]));
    expect(text).toContain('this is no all-clear, not all was read: 1 source gave up, code');
    expect(text).not.toContain('nothing here');
  });

  it('does not read assets that no rule applies to as passed', () => {
    const text = rendered(scanned({ nodes: [{ id: 'bucket:b', kind: 'bucket', name: 'b' }] }));
    expect(text).toContain('nothing was checked, so nothing passed');
  });

  it.each([
    {
      why: 'one gap is told with its reason',
      count: 1,
      said: 'code: case/a.py could not be followed: the tools',
    },
    { why: 'many gaps are counted', count: 9, said: '9 places in code could not be followed; --all' },
  ])('$why', ({ count, said }) => {
    const gaps = Array.from({ length: count }, (_, index): ScanGap => {
      const where = index === 0 ? 'a.py' : `a${String(index)}.py`;
      return { source: 'code', target: 'other', where, reason: 'unresolved', detail: 'the tools' };
    });
    expect(rendered(scanned(CODE_ALONE, gaps))).toContain(said.replace('case/', 'other/'));
  });

  it.each([
    { why: 'the code names the way out', edge: true, said: 'run any code, send to any host' },
    { why: 'it is up to the network', edge: false, said: 'may send to any host: its network was not seen' },
  ])('says "$said" of a tool that runs any code where $why', ({ edge, said }) => {
    const id = 'tool:case/a.py#eval';
    const text = rendered(
      scanned({
        nodes: [
          { ...AGENT, planes: ['declared', 'observed'] },
          tool('eval', { latitude: 'arbitrary', executesIn: 'in-process', egress: 'any' }),
          { id: 'internet:internet', kind: 'internet', name: 'internet' },
        ],
        edges: [
          { from: AGENT.id, edge: 'calls-tool', to: id },
          ...(edge ? [{ from: id, edge: 'egresses-to', to: 'internet:internet' }] : []),
        ],
      }),
    );
    expect(text).toContain(said);
    // Said once: what the table calls open is not called resolved, or unresolved, elsewhere.
    expect(text.includes('where tool eval can send to')).toBe(false);
  });
});
