import { expect, it, describe } from 'vitest';
import { err, ok } from '#model';
import { accuracySection, withSection } from './benchmark-section.ts';
import { labelsOf, reportOf } from './hand-made.ts';
import type { Measurement } from './measure-repository.ts';
import { jsonOf, percent, textOf } from './print.ts';
import { reportedOf } from './reports.ts';
import { scoreOf } from './score.ts';

const labels = labelsOf([
  'kind: tool, name: lookup, path: src/a.py, line: 1',
  'kind: tool, name: refund, path: src/a.py, line: 5',
  'kind: tool, name: cancel, path: src/a.py, line: 9',
]);
const facts = ['tool lookup src/a.py:1', 'tool refund src/a.py:5', 'tool wrong src/a.py:30'];
const reported = reportedOf(
  facts.map((fact) => reportOf(fact)),
  () => true,
);
const measurements: readonly Measurement[] = [
  { repository: 'a/b', commit: '0'.repeat(40), score: ok(scoreOf(reported, labels)) },
  { repository: 'c/d', commit: '1'.repeat(40), score: err('no tree c__d') },
];

it('prints figures, every miss and every false report with its place, and what was not run', () => {
  const text = textOf(measurements);
  expect(text).toMatch(/^tool +3 +2 +1 +1 +67 % +67 %$/m);
  expect(text).toContain('  src/a.py:9  tool  cancel');
  expect(text).toContain('  src/a.py:30  tool  wrong');
  expect(text).toContain('not run: no tree c__d');
  expect(text).toContain('1 of 2 repositories together');
});

it('gives a program the same', () => {
  expect(JSON.parse(jsonOf(measurements))).toMatchObject({
    repositories: [
      { repository: 'a/b', tallies: [{ subject: 'tool', precision: 2 / 3, recall: 2 / 3 }] },
      { repository: 'c/d', notRun: 'no tree c__d' },
    ],
    total: [{ subject: 'tool', labelled: 3, found: 2 }],
  });
});

it.each([
  { share: 1, says: '100 %' },
  { share: 0.999, says: '99 %' },
  { share: 0.5, says: '50 %' },
  { share: 0, says: '0 %' },
  { share: null, says: '–' },
])('writes a share of $share as $says', ({ share, says }) => {
  expect(percent(share)).toBe(says);
});

describe('the section of the document', () => {
  const section = accuracySection(measurements);

  it('names the command and says what was not run', () => {
    expect(section).toContain('npm run accuracy -- --write');
    expect(section).toContain('| all | 3 | 2 | 1 | 1 | 67 % | 67 % |');
    expect(section).toMatch(/\[c\/d\].* not run: no tree c__d/);
  });

  it.each([
    {
      why: 'is added to a document without one',
      before: '# Benchmarks\n\n## Scan\n\nfast\n',
      keeps: ['fast'],
    },
    {
      why: 'replaces the one that was there, and nothing else',
      before: '# Benchmarks\n\n## Accuracy\n\nstale figures\n\n## Scan\n\nfast\n',
      keeps: ['fast', '## Scan'],
    },
  ])('$why', ({ before, keeps }) => {
    const after = withSection(before, section);
    expect(after).not.toContain('stale figures');
    for (const kept of keeps) expect(after).toContain(kept);
    expect(after.match(/^## Accuracy$/gm)).toHaveLength(1);
    expect(withSection(after, section)).toBe(after);
  });
});
