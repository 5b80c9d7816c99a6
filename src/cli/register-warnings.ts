import type { Gap } from '#model';
import type { RegisterDoubt } from '#assess';

/** What charters and approvals say of nothing that was scanned, as gaps of the report. */
export function registerGaps(doubts: readonly RegisterDoubt[]): readonly Gap[] {
  return doubts
    .filter((one) => one.is === 'unmatched')
    .map((one) => ({ where: placeOf(one), reason: 'unresolved', detail: one.what }));
}

/** One line each: whoever keeps the registers is told of their mistakes, and of what is due, where they look. */
export function registerWarnings(doubts: readonly RegisterDoubt[]): readonly string[] {
  return doubts.map((one) => `${placeOf(one)}: ${one.what}`);
}

/** `repo/governance/charters.yaml:2`. */
function placeOf({ record }: RegisterDoubt): string {
  const [evidence] = record.evidence;
  if (evidence === undefined) return record.id;
  const { at, target } = evidence;
  return 'startLine' in at ? `${target}/${at.path}:${String(at.startLine)}` : record.id;
}
