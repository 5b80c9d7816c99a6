import type { GraphView } from '#graph';
import type { Finding } from '#assess';
import { changedAt, hopHolders, type Holders } from '../cuts.ts';
import { listed } from './counted.ts';

/** Who makes a change, as the plan and the findings say it alike. */
export function holdersText({ who, insteadOf }: Holders, view: GraphView): string {
  if (who.length === 0) return 'nobody is named';
  const names = ownersText(who, view);
  return insteadOf === null
    ? names
    : `${names}, as nobody is named for ${view.node(insteadOf)?.name ?? insteadOf}`;
}

/**
 * Names as they are written. `team` and `org/team` that the graph left apart may be two teams: the bare name says where it is
 * from.
 */
export function ownersText(who: readonly string[], view: GraphView): string {
  const groups = view.nodes('group');
  const texts = who.map((name) => {
    const named = groups.find((one) => one.name === name);
    const isShort = groups.some((one) => one.name.endsWith(`/${name}`));
    const [from] = named?.evidence ?? [];
    return isShort && from !== undefined ? `${name} (so named in ${from.at.path})` : name;
  });
  return texts.join(', ');
}

/** Who is asked to change what the finding shows: whoever holds its cut, else the owners of its asset; each once. */
export function findingHolders(finding: Finding, view: GraphView): readonly Holders[] {
  const held = (finding.cut?.hops ?? []).map(({ hop }) => hopHolders(hop, view));
  const named = held.filter(({ who }) => who.length > 0);
  if (named.length === 0) return [{ who: finding.owners.map((one) => one.who), insteadOf: null }];
  return [...new Map(named.map((one) => [`${one.who.join(' ')} ${one.insteadOf ?? ''}`, one])).values()];
}

/** The same, each with what it holds where they are several: a step that two teams share is else done by neither. */
export function eachHolderText(finding: Finding, view: GraphView): string {
  const holders = findingHolders(finding, view).map((one) => holdersText(one, view));
  if (holders.length === 1) return holders.join('');
  const places = (finding.cut?.hops ?? []).map(({ hop }) => ({
    who: holdersText(hopHolders(hop, view), view),
    of: view.node(hop.kind === 'edge' ? changedAt(hop.edge) : hop.from)?.name ?? '',
  }));
  return holders
    .map(
      (text) =>
        `${text} (${listed([...new Set(places.flatMap(({ who, of }) => (who === text ? [of] : [])))])})`,
    )
    .join('; ');
}
