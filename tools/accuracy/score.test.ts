import { describe, expect, it } from 'vitest';
import type { Fact } from '#model';
import { edgeReportOf, labelsOf, reportOf } from './hand-made.ts';
import { scopeMatcher, type Labels } from './labels.ts';
import { reportedOf } from './reports.ts';
import { scoreOf, type Remark, type Score } from './score.ts';

function score(labels: Labels, facts: readonly Fact[]): Score {
  return scoreOf(reportedOf(facts, scopeMatcher(labels)), labels);
}

const shown = ({ subject, name, path, line, because }: Remark): string =>
  `${subject} ${name} ${path}${line === null ? '' : `:${String(line)}`}${because === null ? '' : ` (${because})`}`;

describe('an item', () => {
  const lookup = 'kind: tool, name: lookup, path: src/a.py, line: 10';

  it.each([
    { why: 'found by name in its file', labels: [lookup], reports: ['tool lookup src/a.py:10-20'], found: 1 },
    {
      why: 'found by name on another line, since code moves',
      labels: [lookup],
      reports: ['tool lookup src/a.py:90'],
      found: 1,
    },
    {
      why: 'missed and falsely reported when the kind differs',
      labels: [lookup],
      reports: ['agent lookup src/a.py:10'],
      found: 0,
      missed: ['tool lookup src/a.py:10'],
      falseReports: ['agent lookup src/a.py:10'],
    },
    {
      why: 'missed and falsely reported when the file differs',
      labels: [lookup],
      reports: ['tool lookup src/b.py:10'],
      found: 0,
      missed: ['tool lookup src/a.py:10'],
      falseReports: ['tool lookup src/b.py:10'],
    },
    {
      why: 'missed and falsely reported when the name differs on the very line, without a span',
      labels: [lookup],
      reports: ['tool look_up src/a.py:10'],
      found: 0,
      missed: ['tool lookup src/a.py:10'],
      falseReports: ['tool look_up src/a.py:10'],
    },
    {
      why: 'found under another name of `also`',
      labels: [`${lookup}, also: [look_up]`],
      reports: ['tool look_up src/a.py:10'],
      found: 1,
    },
    {
      why: 'found by the variable, reported with the function around it',
      labels: [lookup],
      reports: ['tool make.lookup src/a.py:10'],
      found: 1,
    },
    {
      why: 'found by the agent that a prompt in place belongs to',
      labels: ['kind: prompt, name: triage_agent, path: src/a.py, line: 10'],
      reports: ['prompt make.triage_agent.instructions src/a.py:30'],
      found: 1,
    },
    {
      why: 'found in a file of `alsoAt`',
      labels: [`${lookup}, alsoAt: [src/b.py]`],
      reports: ['tool lookup src/b.py:70'],
      found: 1,
    },
    {
      why: 'found under any name inside its span',
      labels: [`${lookup}, span: [8, 12]`],
      reports: ['tool x src/a.py:12-30'],
      found: 1,
    },
    {
      why: 'not found under another name one line past its span',
      labels: [`${lookup}, span: [8, 12]`],
      reports: ['tool x src/a.py:13'],
      found: 0,
      missed: ['tool lookup src/a.py:10'],
      falseReports: ['tool x src/a.py:13'],
    },
    {
      why: 'not found by the lines of its span in a file of `alsoAt`',
      labels: [`${lookup}, span: [8, 12], alsoAt: [src/b.py]`],
      reports: ['tool x src/b.py:10'],
      found: 0,
      missed: ['tool lookup src/a.py:10'],
      falseReports: ['tool x src/b.py:10'],
    },
    {
      why: 'found by name where the scan gives no line',
      labels: ['kind: mcp-server, name: docs, path: src/.mcp.json, line: 3'],
      reports: ['mcp-server docs src/.mcp.json'],
      found: 1,
    },
    {
      why: 'found once, and a second report of it is no false one',
      labels: [`${lookup}, span: [8, 12]`],
      reports: ['tool lookup src/a.py:10', 'tool x src/a.py:11'],
      found: 1,
      repetitions: 1,
    },
    {
      why: 'not measured outside the scope',
      labels: [lookup],
      reports: ['tool lookup src/a.py:10', 'tool other lib/a.py:1'],
      found: 1,
    },
    {
      why: 'not measured where its kind is not labelled',
      labels: [lookup],
      reports: ['tool lookup src/a.py:10', 'package langchain src/a.py:1'],
      found: 1,
    },
    {
      why: 'found once per file where one asset stands for many places',
      labels: [
        'kind: model, name: m, path: src/a.py, line: 1, id: a',
        'kind: model, name: m, path: src/b.py, line: 1, id: b',
        'kind: model, name: m, path: src/c.py, line: 1, id: c',
      ],
      reports: ['model m src/a.py:1 src/a.py:5 src/b.py:1'],
      found: 2,
      missed: ['model m src/c.py:1'],
    },
    {
      why: 'false in each file that does not hold it',
      labels: ['kind: model, name: m, path: src/a.py, line: 1'],
      reports: ['model m src/a.py:1 src/b.py:4'],
      found: 1,
      falseReports: ['model m src/b.py:4'],
    },
    {
      why: 'one report, though a tool was seen in two files',
      labels: [lookup],
      reports: ['tool lookup src/b.py:1 src/a.py:10'],
      found: 1,
    },
    {
      why: 'told from its namesakes by its span',
      labels: [
        'kind: agent, name: graph, path: src/a.py, line: 10, id: first, span: [10, 12]',
        'kind: agent, name: graph, path: src/a.py, line: 30, id: second, span: [30, 32]',
      ],
      reports: ['agent graph src/a.py:31', 'agent f.graph src/a.py:10'],
      found: 2,
    },
    {
      why: 'the nearest of its namesakes, so that the one far away is missed',
      labels: [
        'kind: agent, name: graph, path: src/a.py, line: 10, id: first',
        'kind: agent, name: graph, path: src/a.py, line: 30, id: second',
      ],
      reports: ['agent graph src/a.py:29'],
      found: 1,
      missed: ['agent graph src/a.py:10'],
    },
    {
      why: 'counted neither way when it is ambiguous, seen or not',
      labels: [
        `${lookup}, ambiguous: true`,
        'kind: tool, name: other, path: src/a.py, line: 50, ambiguous: true',
      ],
      reports: ['tool lookup src/a.py:10'],
      found: 0,
    },
    {
      why: 'the plain one where an ambiguous one fits as well',
      labels: ['kind: tool, name: lookup, path: src/a.py, line: 10, id: doubt, ambiguous: true', lookup],
      reports: ['tool lookup src/a.py:10'],
      found: 1,
    },
  ])('is $why', ({ labels, reports, found, missed = [], falseReports = [], repetitions = 0 }) => {
    const scored = score(
      labelsOf(labels),
      reports.map((report) => reportOf(report)),
    );
    expect({
      found: scored.tallies.reduce((sum, tally) => sum + tally.found, 0),
      missed: scored.misses.map(shown),
      falseReports: scored.falseReports.map(shown),
      repetitions: scored.repetitions,
    }).toEqual({ found, missed, falseReports, repetitions });
  });
});

describe('an edge', () => {
  const items = [
    'kind: agent, name: triage, path: src/a.py, line: 10, span: [10, 20]',
    'kind: agent, name: doubtful, path: src/a.py, line: 50, ambiguous: true',
    'kind: tool, name: lookup, path: src/a.py, line: 1',
    'kind: tool, name: refund, path: src/a.py, line: 5',
  ];
  const calls = 'kind: edge, edge: calls-tool, from: triage, to: lookup, path: src/a.py, line: 12';
  const all = [
    'agent triage src/a.py:10-20',
    'agent doubtful src/a.py:50',
    'tool lookup src/a.py:1',
    'tool refund src/a.py:5',
  ];

  it.each([
    {
      why: 'found where name and both ends match',
      labels: [calls],
      reports: all,
      edges: ['agent/triage calls-tool tool/lookup src/a.py:12'],
      found: 1,
    },
    {
      why: 'missed and falsely reported where an end differs',
      labels: [calls],
      reports: all,
      edges: ['agent/triage calls-tool tool/refund src/a.py:12'],
      found: 0,
      missed: ['calls-tool triage → lookup src/a.py:12'],
      falseReports: ['calls-tool triage → refund src/a.py:12'],
    },
    {
      why: 'missed and falsely reported where its name differs',
      labels: [calls],
      reports: all,
      edges: ['agent/triage delegates-to tool/lookup src/a.py:12'],
      found: 0,
      missed: ['calls-tool triage → lookup src/a.py:12'],
      falseReports: ['delegates-to triage → lookup src/a.py:12'],
    },
    {
      why: 'missed with the end that was not found',
      labels: [calls],
      reports: all.slice(0, 2),
      edges: [],
      found: 0,
      missed: [
        'tool lookup src/a.py:1',
        'tool refund src/a.py:5',
        'calls-tool triage → lookup src/a.py:12 (not found: lookup)',
      ],
    },
    {
      why: 'found from an end that was reported under another name',
      labels: [calls],
      reports: ['agent main src/a.py:11', ...all.slice(2)],
      edges: ['agent/main calls-tool tool/lookup src/a.py:12'],
      found: 1,
    },
    {
      why: 'false with the end that is false itself',
      labels: [],
      reports: [...all, 'tool wrong src/a.py:40'],
      edges: ['agent/triage calls-tool tool/wrong src/a.py:12'],
      found: 0,
      falseReports: [
        'tool wrong src/a.py:40',
        'calls-tool triage → wrong src/a.py:12 (a false report itself: wrong)',
      ],
    },
    {
      why: 'counted neither way at an ambiguous end',
      labels: [],
      reports: all,
      edges: ['agent/doubtful calls-tool tool/lookup src/a.py:51'],
      found: 0,
    },
    {
      why: 'not measured where an end is out of scope',
      labels: [],
      reports: [...all, 'tool far lib/a.py:1'],
      edges: ['agent/triage calls-tool tool/far src/a.py:12'],
      found: 0,
    },
    {
      why: 'not measured where edges of its name are not labelled',
      labels: [],
      reports: all,
      edges: ['agent/triage remembers-in tool/lookup src/a.py:12'],
      found: 0,
    },
    {
      why: 'found from one model to which two files are labelled',
      labels: [
        'kind: model, name: m, path: src/a.py, line: 2, id: m.a',
        'kind: model, name: m, path: src/b.py, line: 2, id: m.b',
        'kind: edge, edge: uses-model, from: triage, to: m.b, path: src/a.py, line: 13',
      ],
      reports: [...all, 'model m src/a.py:2 src/b.py:2'],
      edges: ['agent/triage uses-model model/m src/a.py:13'],
      found: 1,
    },
  ])('is $why', ({ labels, reports, edges, found, missed = [], falseReports = [] }) => {
    const facts = [...reports.map((report) => reportOf(report)), ...edges.map(edgeReportOf)];
    const scored = score(labelsOf([...items, ...labels]), facts);
    const edgeTallies = scored.tallies.filter(
      ({ subject }) => subject.includes('-') && subject !== 'mcp-server',
    );
    expect({
      found: edgeTallies.reduce((sum, tally) => sum + tally.found, 0),
      missed: scored.misses.map(shown),
      falseReports: scored.falseReports.map(shown),
    }).toEqual({ found, missed, falseReports });
  });
});

describe('a false report', () => {
  it.each([
    { why: 'by name', report: 'agent ProxyAgent src/a.ts:70', because: 'trap: an HTTP proxy' },
    { why: 'by line', report: 'agent dispatcher src/a.ts:3', because: 'trap: an HTTP proxy' },
    { why: 'not in another file', report: 'agent ProxyAgent src/b.ts:3', because: null },
    { why: 'not as another kind', report: 'tool ProxyAgent src/a.ts:3', because: null },
  ])('says which trap it fell into: $why', ({ report, because }) => {
    const trap = "looksLike: agent, name: ProxyAgent, path: src/a.ts, line: 3, why: 'an HTTP proxy'";
    expect(score(labelsOf([], [trap]), [reportOf(report)]).falseReports).toMatchObject([{ because }]);
  });
});

it('tells state and latitude apart from finding', () => {
  const labels = labelsOf([
    'kind: tool, name: lookup, path: src/a.py, line: 1, latitude: query',
    'kind: tool, name: refund, path: src/a.py, line: 5, state: test',
    'kind: model, name: m, path: src/a.py, line: 9, state: test',
  ]);
  const facts = ['tool lookup src/a.py:1', 'tool refund src/a.py:5', 'model m src/a.py:9 lib/b.py:1'];
  const scored = score(
    labels,
    facts.map((fact) => reportOf(fact)),
  );
  expect(scored.misses.concat(scored.falseReports)).toEqual([]);
  expect(scored.latitude).toEqual({ labelled: 1, equal: 0, unsaid: 1 });
  expect(scored.differences.map(shown)).toEqual([
    'tool lookup src/a.py:1 (latitude is query, reported nothing)',
    'tool refund src/a.py:5 (state is test, reported active)',
  ]);
});
