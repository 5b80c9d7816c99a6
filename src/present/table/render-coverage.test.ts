import { expect, it } from 'vitest';
import type { Coverage } from '#model';
import { besideTarget } from './places.ts';
import { ageTexts } from './render-coverage.ts';

const READ = { files: { seen: 1, read: 1, bytes: 0 }, complete: [], gaps: [] };
const EXPORT = { ...READ, source: 'aws-export', plane: 'granted', target: 'x', window: null } as const;
const TRACES = { ...READ, source: 'otlp', plane: 'observed', target: 't' } as const;
const LOG = { ...TRACES, source: 'cloudtrail' } as const;
const TIMES = { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T10:02:00.000Z' };

it.each<{ why: string; coverage: readonly Coverage[]; kinds: readonly string[]; is: readonly string[] }>([
  {
    why: 'an export of dated answers, and telemetry',
    coverage: [
      { ...EXPORT, taken: { ...TIMES, undated: 0, firstUndated: null } },
      { ...TRACES, window: TIMES },
    ],
    kinds: ['aws-export', 'telemetry'],
    is: ['aws-export taken 2026-11-20 10:00 to 10:02 UTC; newest telemetry 2026-11-20 10:02 UTC'],
  },
  {
    why: 'an export in which no answer says it, as not known',
    coverage: [{ ...EXPORT, taken: { from: null, to: null, undated: 2, firstUndated: 'a.json' } }],
    kinds: ['aws-export'],
    is: ['when aws-export was taken is not known'],
  },
  {
    why: 'telemetry in which nothing was read, as not known',
    coverage: [{ ...TRACES, window: null }],
    kinds: ['telemetry'],
    is: ['when the newest telemetry was seen is not known'],
  },
  {
    why: 'an export in which some answers do not say it, by the first of them',
    coverage: [{ ...EXPORT, taken: { ...TIMES, undated: 2, firstUndated: 'iam/roles.json' } }],
    kinds: ['aws-export'],
    is: [
      'aws-export taken 2026-11-20 10:00 to 10:02 UTC (of 2 answers in it no time is known, the first is x/iam/roles.json)',
    ],
  },
  {
    why: 'logs that end within an hour by the newest',
    coverage: [
      { ...LOG, window: { ...TIMES, to: '2026-11-20T22:45:00.000Z' } },
      { ...TRACES, window: { ...TIMES, to: '2026-11-20T23:45:00.000Z' } },
    ],
    kinds: ['telemetry'],
    is: ['newest telemetry 2026-11-20 23:45 UTC'],
  },
  {
    why: 'logs that end further apart by the end of each, the newest over all targets first',
    coverage: [
      { ...LOG, window: TIMES },
      { ...LOG, target: 'u', window: { ...TIMES, to: '2026-11-20T11:58:00.000Z' } },
      { ...TRACES, window: { ...TIMES, to: '2026-11-20T23:31:00.000Z' } },
    ],
    kinds: ['telemetry'],
    is: ['newest telemetry: traces 2026-11-20 23:31, access log 11:58 UTC'],
  },
  {
    why: 'logs that end on two days by both days',
    coverage: [
      { ...LOG, window: TIMES },
      { ...TRACES, window: { ...TIMES, to: '2026-11-19T23:31:00.000Z' } },
    ],
    kinds: ['telemetry'],
    is: ['newest telemetry: access log 2026-11-20 10:02, traces 2026-11-19 23:31 UTC'],
  },
  { why: 'code alone by nothing', coverage: [], kinds: ['tree'], is: [] },
])('tells the age of $why', ({ coverage, kinds, is }) => {
  const ids: Readonly<Record<string, string>> = { 'aws-export': 'x', telemetry: 't' };
  const targets = kinds.map((kind) => ({ id: ids[kind] ?? kind, name: kind, kind, location: '.' }));
  expect([ageTexts({ coverage, targets }, besideTarget).join('; ')].filter((text) => text !== '')).toEqual(
    is,
  );
});
