import type { Coverage } from '#model';
import type { Call } from './call.ts';
import { timeOf } from './newest-calls.ts';

/** When the answers were given, as far as they say it: a bare file has no time, and the file system's is that of a copy. */
export function takenTimes(calls: readonly Pick<Call, 'time' | 'path'>[]): NonNullable<Coverage['taken']> {
  const times = calls.map(timeOf).filter((time) => Number.isFinite(time));
  const [first, ...others] = times;
  const without = calls.filter((call) => !Number.isFinite(timeOf(call))).map(({ path }) => path);
  // By path: the order in which the answers were read is nothing that a reader knows.
  const unknown = { undated: without.length, firstUndated: without.sort()[0] ?? null };
  if (first === undefined) return { from: null, to: null, ...unknown };
  const [from, to] = others.reduce(
    ([least, most], time) => [Math.min(least, time), Math.max(most, time)],
    [first, first],
  );
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), ...unknown };
}
