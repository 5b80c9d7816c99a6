import { expect, it } from 'vitest';
import type { Coverage } from '#model';
import { ageTexts } from './render-coverage.ts';

const READ = { files: { seen: 1, read: 1, bytes: 0 }, complete: [], gaps: [] };
const EXPORT = { ...READ, source: 'aws-export', plane: 'granted', target: 'x', window: null } as const;
const TRACES = { ...READ, source: 'otlp', plane: 'observed', target: 't' } as const;
const TIMES = { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T10:02:00.000Z' };

it.each<{ why: string; coverage: readonly Coverage[]; kinds: readonly string[]; is: readonly string[] }>([
  {
    why: 'an export of dated answers, and telemetry',
    coverage: [
      { ...EXPORT, taken: { ...TIMES, undated: 0 } },
      { ...TRACES, window: TIMES },
    ],
    kinds: ['aws-export', 'telemetry'],
    is: ['aws-export taken 2026-11-20 10:00 to 10:02 UTC; newest telemetry 2026-11-20 10:02 UTC'],
  },
  {
    why: 'an export in which no answer says it, as not known',
    coverage: [{ ...EXPORT, taken: { from: null, to: null, undated: 2 } }],
    kinds: ['aws-export'],
    is: ['when aws-export was taken is not known'],
  },
  {
    why: 'telemetry in which nothing was read, as not known',
    coverage: [{ ...TRACES, window: null }],
    kinds: ['telemetry'],
    is: ['when the newest telemetry was seen is not known'],
  },
  { why: 'code alone by nothing', coverage: [], kinds: ['tree'], is: [] },
])('tells the age of $why', ({ coverage, kinds, is }) => {
  const ids: Readonly<Record<string, string>> = { 'aws-export': 'x', telemetry: 't' };
  const targets = kinds.map((kind) => ({ id: ids[kind] ?? kind, name: kind, kind, location: '.' }));
  expect([ageTexts({ coverage, targets }).join('; ')].filter((text) => text !== '')).toEqual(is);
});
