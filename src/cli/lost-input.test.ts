import { describe, expect, it } from 'vitest';
import type { Coverage } from '#model';
import type { Target } from '#collect';
import { lostOf } from './lost-input.ts';

function lostIn(kind: Target['kind'], where: string): readonly string[] {
  const coverage: Coverage = {
    ...{ source: 'files', plane: 'declared', target: 't', window: null },
    ...{ files: { seen: 1, read: 0, bytes: 0 }, complete: [] },
    gaps: [{ where, reason: 'unreadable', detail: 'no permission' }],
  };
  const target: Target = { id: 't', kind, name: 't' };
  return lostOf([coverage], [target]).map(({ why }) => why);
}

describe('a file that could not be read', () => {
  it.each([
    { kind: 'telemetry', where: 'spans.txt', isLost: true },
    { kind: 'telemetry', where: 'day/spans.md', isLost: true },
    { kind: 'telemetry', where: 'trail', isLost: true },
    { kind: 'telemetry', where: '.', isLost: true },
    { kind: 'telemetry', where: 'older.zip', isLost: true },
    { kind: 'telemetry', where: 'day/README.md', isLost: false },
    { kind: 'telemetry', where: 'picture.png', isLost: false },
    { kind: 'tree', where: 'notes.txt', isLost: false },
    { kind: 'tree', where: 'agent.py', isLost: true },
    { kind: 'aws-export', where: 'guide.md', isLost: false },
  ] as const)('$where of $kind counts as lost: $isLost', ({ kind, where, isLost }) => {
    expect(lostIn(kind, where).length > 0).toBe(isLost);
  });
});
