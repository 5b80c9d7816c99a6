import type { Coverage } from '#model';
import type { Call } from './call.ts';
import { timeOf } from './newest-calls.ts';

/** When the answers were given, as far as they say it: a bare file has no time, and the file system's is that of a copy. */
export function takenTimes(calls: readonly Pick<Call, 'time'>[]): NonNullable<Coverage['taken']> {
  const times = calls.map(timeOf).filter((time) => Number.isFinite(time));
  const [first, ...others] = times;
  const undated = calls.length - times.length;
  if (first === undefined) return { from: null, to: null, undated };
  const [from, to] = others.reduce(
    ([least, most], time) => [Math.min(least, time), Math.max(most, time)],
    [first, first],
  );
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), undated };
}
