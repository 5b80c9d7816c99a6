import type { Assessment, Finding, Rule } from '#assess';
import type { GraphView } from '#graph';
import { listed } from './counted.ts';
import { nameOf } from './node-name.ts';

/** What follows is who could have used it, and not what was granted. */
export const NEVER_USED = 'granted and never used';
/** A difference of two planes as people call it; others by their planes. */
const NAMES: Readonly<Record<string, string>> = {
  'granted observed': NEVER_USED,
  'observed declared': 'observed and not declared',
};

/** What of declared, granted, observed and approved does not agree, each with the findings that prove it; empty where all does. */
export function differencesText({ findings, verdicts }: Assessment, view: GraphView): string {
  const rules = new Map(verdicts.map(({ rule }) => [rule.id, rule]));
  const found = new Map<string, Finding[]>();
  const open = new Map<string, Finding[]>();
  for (const one of findings) {
    const rule = rules.get(one.rule);
    const name = rule === undefined ? null : differenceOf(rule);
    if (name === null || rule === undefined) continue;
    if (one.verdict === 'fires') found.set(name, [...(found.get(name) ?? []), one]);
    else if (isHalfSeen(one, rule, view)) open.set(name, [...(open.get(name) ?? []), one]);
  }
  return [...new Set([...found.keys(), ...open.keys()])]
    .map((name) => {
      const proven = (found.get(name) ?? []).map(({ asset, id }) => `${nameOf(asset, view)} (${id})`);
      const perhaps = (open.get(name) ?? []).map(({ asset }) => nameOf(asset, view));
      const parts = [
        ...(proven.length === 0 ? [] : [listed(proven)]),
        ...(perhaps.length === 0 ? [] : [`cannot tell of ${listed(perhaps)}`]),
      ];
      return `${name}${name === NEVER_USED ? ' by' : ':'} ${parts.join(', ')}`;
    })
    .join('; ');
}

/** Seen at run time and declared nowhere that was read: only whether it had to be is open. */
function isHalfSeen({ asset }: Finding, { defect }: Rule, view: GraphView): boolean {
  const planes = view.node(asset)?.planes ?? [];
  return defect.some(
    (one) =>
      'differs' in one &&
      one.differs.on === 'observed' &&
      planes.includes('observed') &&
      !planes.includes(one.differs.notOn),
  );
}

/** What the rule compares; null where it compares nothing. */
export function differenceOf({ defect }: Rule): string | null {
  for (const one of defect) {
    if ('differs' in one) {
      const { on, notOn } = one.differs;
      return NAMES[`${on} ${notOn}`] ?? `${on} and not ${notOn}`;
    }
    if ('predicate' in one && one.predicate === 'outside-charter') return 'outside the charter';
  }
  return null;
}
