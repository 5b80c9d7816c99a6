import { asClause, type Assessment, type RuleVerdict } from '#assess';
import { countedKinds } from './counted.ts';
import { labelled } from './layout.ts';
import type { Style } from './painter.ts';

/** Columns. */
const LABEL = 11;

/** Rules that were answered for every asset they apply to, and found nothing: what is no pass stands elsewhere. */
export function renderChecked({ verdicts }: Assessment, { paint, width }: Style): readonly string[] {
  const rules = new Map<string, RuleVerdict[]>();
  for (const one of verdicts) {
    if (one.verdict === 'not-applicable') continue;
    rules.set(one.rule.id, [...(rules.get(one.rule.id) ?? []), one]);
  }
  const clean = [...rules.values()].filter((all) => all.every((one) => one.verdict === 'quiet'));
  const texts = clean.flatMap((all) => {
    const [first] = all;
    // A rule that splits over stores looks at its asset once.
    const nodes = [...new Map(all.map((one) => [one.node.id, one.node])).values()];
    return first === undefined
      ? []
      : [
          `whether ${asClause(first.rule.title)}: no, on ${countedKinds(nodes.map((node) => node.kind))} (${first.rule.id})`,
        ];
  });
  return texts.length === 0
    ? []
    : labelled('checked', `and nothing found: ${texts.join('; ')}`, 0, LABEL, width, paint);
}
