import type { Assessment, Finding, Rule } from '#assess';
import type { GraphView } from '#graph';
import { listed } from './counted.ts';
import { nameOf } from './node-name.ts';

/** What follows is who could have used it, and not what was granted. */
const NEVER_USED = 'granted and never used';
/** A difference of two planes as people call it; others by their planes. */
const NAMES: Readonly<Record<string, string>> = {
  'granted observed': NEVER_USED,
  'observed declared': 'observed and not declared',
};

/** What of declared, granted, observed and approved does not agree, each with the findings that prove it; empty where all does. */
export function differencesText({ findings, verdicts }: Assessment, view: GraphView): string {
  const rules = new Map(verdicts.map(({ rule }) => [rule.id, rule]));
  const found = new Map<string, Finding[]>();
  for (const one of findings) {
    const rule = rules.get(one.rule);
    const name = one.verdict === 'fires' && rule !== undefined ? differenceOf(rule) : null;
    if (name !== null) found.set(name, [...(found.get(name) ?? []), one]);
  }
  return [...found]
    .map(
      ([name, of]) =>
        `${name}${name === NEVER_USED ? ' by' : ':'} ${listed(of.map(({ asset, id }) => `${nameOf(asset, view)} (${id})`))}`,
    )
    .join('; ');
}

/** What the rule compares; null where it compares nothing. */
function differenceOf({ defect }: Rule): string | null {
  for (const one of defect) {
    if ('differs' in one) {
      const { on, notOn } = one.differs;
      return NAMES[`${on} ${notOn}`] ?? `${on} and not ${notOn}`;
    }
    if ('predicate' in one && one.predicate === 'outside-charter') return 'outside the charter';
  }
  return null;
}
