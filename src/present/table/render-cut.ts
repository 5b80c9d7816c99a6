import { verbsClause, type FindingCut } from '#assess';
import { hopKey, type GraphView, type Hop } from '#graph';
import { hopHolders } from '../cuts.ts';
import { listed } from './counted.ts';
import { holdersText } from './owner-text.ts';
import { usageText } from './usage-text.ts';

type Cut = Pick<FindingCut['hops'][number], 'hop' | 'why'>;

/** Hops between the same two ends are one place to change; so are edges that leave one asset for the same reason. */
function placeOf({ hop, why }: Cut, view: GraphView): string {
  if (hop.kind === 'computed') return `${hop.from} ${hop.to}`;
  const { from, edge, to } = hop.edge;
  const name = view.node(to)?.name;
  return name !== undefined && why.includes(name)
    ? `${from} ${edge} ${why.replaceAll(name, '\u0000')}`
    : hopKey(hop);
}

/** The ends of what is changed, which are not always those of the walk. */
function ends(hop: Hop): { readonly from: string; readonly to: string } {
  // As it is stored: what is walked back is changed where it starts.
  return hop.kind === 'edge' ? hop.edge : hop;
}

/**
 * One place to change: what is taken back there, why that place, and what was seen using it.
 *
 * @param withOwner Whether who holds it is said here; on a page it stands with the finding.
 * @param withUsage Whether who loses it is said here; on a page it stands with the step that cuts it.
 */
export function hopCutText(
  cuts: readonly Cut[],
  view: GraphView,
  withOwner: boolean,
  withUsage = true,
): string {
  const [first] = cuts;
  if (first === undefined) return '';
  const { from } = ends(first.hop);
  const tos = [...new Set(cuts.map(({ hop }) => view.node(ends(hop).to)?.name ?? ends(hop).to))];
  const kinds = new Set(cuts.map(({ hop }) => (hop.kind === 'edge' ? hop.edge.edge : hop.computed)));
  const who = withOwner ? ` (owner: ${holdersText(hopHolders(first.hop, view), view)})` : '';
  const hops = cuts.map(({ hop }) => hop);
  const usage = withUsage ? usageText(hops, view, false) : '';
  // What is granted, and of what, stands before the colon.
  const reason = oneReason(cuts, tos).replace(/ needs to [a-z, ]+ (\S+)$/, (said: string, to: string) =>
    tos.includes(to) ? ' needs that' : said,
  );
  const why = `${reason}${usage === '' ? '' : `; ${usage}`}`;
  return `${view.node(from)?.name ?? from} —${[...kinds].join(', ')}→ ${listed(tos)}${who}: ${why}`;
}

/** Grants of several verbs have reasons that differ in the verb alone, and edges of one asset in the name: they are told in one. */
function oneReason(cuts: readonly Cut[], tos: readonly string[]): string {
  const verbs = cuts.flatMap(({ hop }) =>
    hop.kind === 'computed' ? [hop.computed.slice('can-'.length)] : [],
  );
  const isGrant = verbs.length === cuts.length;
  const reasons = new Set(
    cuts.map(({ why }, index) =>
      isGrant
        ? why.replace(`to ${verbs[index] ?? ''} `, 'to \u0000 ')
        : tos.reduce((text, name) => text.replaceAll(name, '\u0000'), why),
    ),
  );
  const [reason] = reasons;
  return reason !== undefined && reasons.size === 1
    ? reason.replaceAll('\u0000', isGrant ? verbsClause(verbs) : several(tos))
    : [...new Set(cuts.map(({ why }) => why))].join('; ');
}

/** Behind names that were just told. */
function several(names: readonly string[]): string {
  return names.length === 1 ? listed(names) : 'them';
}

/** What a page tells elsewhere is told here shorter. */
interface CutWords {
  /** How a reason is told that stays open; on a page the same one is told once. */
  readonly stays: (reason: string) => string;
  /** As of `hopCutText`. */
  readonly withUsage: boolean;
}

const WHOLE: CutWords = { stays: (reason) => reason, withUsage: true };

/** Every place of the cut, and what is left of the finding when all of them are done: behind the place where there is one. */
export function cutLines(
  cut: FindingCut | null,
  view: GraphView,
  { stays, withUsage }: CutWords = WHOLE,
): readonly string[] {
  if (cut === null) return [];
  const places = new Map<string, Cut[]>();
  for (const one of cut.hops) {
    const key = placeOf(one, view);
    places.set(key, [...(places.get(key) ?? []), one]);
  }
  const holders = new Set(cut.hops.map(({ hop }) => holdersText(hopHolders(hop, view), view)));
  const texts = [...places.values()].map((cuts) => hopCutText(cuts, view, holders.size > 1, withUsage));
  const after = afterText(cut, stays);
  return texts.length === 1
    ? [`${texts.join('')}; then ${after}`]
    : [...texts, `once all of it is cut, ${after}`];
}

/** What is left when all of it is done, where nothing else on the page says it; a reason with a letter is told by the plan's head. */
export function leftText(cut: FindingCut | null, stays: CutWords['stays']): string {
  if (cut === null || cut.after === 'settled') return '';
  const isTold = cut.after === 'open' && cut.stays.every((reason) => stays(reason) !== reason);
  return isTold ? '' : afterText(cut, stays);
}

/** Said of the cut as a whole: one hop of several may change nothing by itself. */
function afterText({ after, stays }: FindingCut, told: (reason: string) => string): string {
  const left = stays.map(told).join('; ');
  switch (after) {
    case 'settled':
      return 'the finding is settled';
    case 'open':
      return `only a question is left of it: ${left}`;
    case 'fires':
      return `part of the finding stays: ${left}`;
  }
}
