import { counted, kindText } from '#model';
import { asClause, worstPerRule, type Assessment, type RuleVerdict } from '#assess';
import { countedKinds, listed } from './counted.ts';
import { labelled } from './layout.ts';
import type { Style } from './painter.ts';

/** Columns. */
const LABEL = 11;

/** Rules that were answered for every asset they apply to, and found nothing: what is no pass stands elsewhere. */
export function renderChecked(
  { verdicts, postureRange }: Assessment,
  all: boolean,
  { paint, width }: Style,
): readonly string[] {
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
  const label = (name: string, text: string): readonly string[] =>
    labelled(name, text, 0, LABEL, width, paint);
  const hold = postureRange?.passed ?? 0;
  return [
    ...(texts.length === 0 ? [] : label('checked', `and nothing found: ${texts.join('; ')}`)),
    ...(hold === 0 ? [] : all ? holdingLines(verdicts, label) : label('holding', holdingText(hold))),
  ];
}

function holdingText(hold: number): string {
  return `${counted(hold, 'check holds', 'checks hold')}: \`scan --all\` lists which, asset by asset`;
}

/** Each rule with the assets of which it found nothing wrong: of what is not there no place can be shown. */
function holdingLines(
  verdicts: readonly RuleVerdict[],
  label: (name: string, text: string) => readonly string[],
): readonly string[] {
  const rules = new Map<string, RuleVerdict[]>();
  for (const one of worstPerRule(verdicts).filter(({ verdict }) => verdict === 'quiet'))
    rules.set(one.rule.id, [...(rules.get(one.rule.id) ?? []), one]);
  const lead =
    'none of this was found, where all that was needed to answer was read: what is not there has no place to show; `explain` with the id of a rule says what it asks';
  return [
    ...label('holding', lead),
    ...[...rules.values()].flatMap((mine) => {
      const [first] = mine;
      const names = mine.map(({ node }) => `${kindText(node.kind)} ${node.name}`);
      return first === undefined
        ? []
        : label('', `- whether ${asClause(first.rule.title)}: no, of ${listed(names)} (${first.rule.id})`);
    }),
  ];
}
