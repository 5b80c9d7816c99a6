import type { Located } from '../../resolve/resolver.ts';
import { callsNamed } from '../calls/callers.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { subclassesOf } from '../values/derived-classes.ts';

/** Classes below one; of more it is not said that all were looked at. */
const MAX_CLASSES = 40;

/** What may stand in a field instead of its default. */
interface HandedForField {
  readonly values: readonly Located[];
  /** All calls that were found name what they hand over. */
  readonly isWhole: boolean;
}

/**
 * What the program's calls of a class, or of one below it, hand over under the name of a field.
 *
 * @param field The call that declares the field: `field(default=…)`.
 */
export function handedForField(recognition: Recognition, field: LocatedCall): HandedForField {
  const holders = field.module.scopes.flatMap(({ classes }) => classes);
  for (const cls of holders) {
    const set = cls.assignments.find(({ value }) => value === field.expr);
    if (set === undefined) continue;
    const below = subclassesOf(recognition, { cls }, MAX_CLASSES);
    const names = new Set([cls.name, ...below.map((one) => one.cls.name)]);
    const calls = [...names].flatMap((name) => callsNamed(recognition, name));
    const values = calls.flatMap((call) =>
      call.expr.named.flatMap(({ name, value }) => (name === set.target ? [within(call, value)] : [])),
    );
    // By its place a text may be any field's.
    const isWhole = below.length < MAX_CLASSES && calls.every(({ expr }) => expr.args.length === 0);
    return { values, isWhole };
  }
  return { values: [], isWhole: false };
}
