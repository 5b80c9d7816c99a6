import type { NodeId } from '#model';
import type { Finding } from '#assess';
import type { GraphView } from '#graph';
import { ownersAt } from '../cuts.ts';
import { listed } from './counted.ts';
import { nameOf } from './node-name.ts';
import { ownersText } from './owner-text.ts';
import type { Step } from './plan-head.ts';
import { isShutByCommand } from './shut-address-how.ts';

/**
 * What keeps strangers from agents at once, while the lasting repair is made: the open addresses to shut. An address counts
 * where it lets in the internet, and the rule that found it was quiet when it was asked again without it. Empty where there is
 * none.
 */
export function shutAddressText(
  findings: readonly Finding[],
  steps: readonly Step[],
  view: GraphView,
): string {
  const open = findings.flatMap((finding) => {
    const places = openedAt(finding, view);
    return places.length === 0 ? [] : [{ finding, places }];
  });
  if (open.length === 0) return '';
  const places = [...new Set(open.flatMap((one) => one.places))].map((id) => nameOf(id, view));
  const agents = [...new Set(open.map(({ finding }) => view.node(finding.asset)?.name ?? finding.asset))];
  const address = places.length === 1 ? 'the address' : 'the addresses';
  // No more than that: another agent may hand on what strangers ask it.
  const owners = [...new Set(open.flatMap((one) => one.places.flatMap((id) => ownersAt(id, view))))];
  const how = open.find((one) => one.places.some((id) => isShutByCommand(id, view)));
  const beside = [
    ...(owners.length === 0 ? [] : [`owner: ${ownersText(owners, view)}`]),
    ...(how === undefined ? [] : [`how: \`why ${how.finding.id}\``]),
  ];
  const said = `${beside.length === 0 ? '' : ` (${beside.join('; ')})`} until FIX NOW is empty${notAloneText(open, steps)}`;
  const isSigned = open.every((one) => one.places.every((id) => isShutByCommand(id, view)));
  // Another way to shut it than by signatures keeps out everyone.
  const losers = isSigned ? 'callers who do not sign' : 'all its callers';
  return `fastest help: shut ${address} of ${listed(places)}${said}: ${losers} lose ${listed(agents)}`;
}

/** Its own step may end in a decision that lets strangers in: alone it would open the address while the rest is live. */
function notAloneText(open: readonly { readonly finding: Finding }[], steps: readonly Step[]): string {
  const numbers = open.map(({ finding }) =>
    steps.findIndex(({ settles }) => settles.some(({ id }) => id === finding.id)),
  );
  const told = [...new Set(numbers)].map((index) => String(index + 1));
  if (numbers.includes(-1) || told.length === steps.length) return '';
  return `, not ${told.length === 1 ? 'step' : 'steps'} ${listed(told)} alone`;
}

/** Where strangers come in to ask this agent, if shutting that alone settles the finding. */
export function openedAt(finding: Finding, view: GraphView): readonly NodeId[] {
  const { asset, cut, paths, priority } = finding;
  const asksAgent =
    view.node(asset)?.kind === 'agent' &&
    paths.length > 0 &&
    paths.every((path) => path.verb === 'invoke' && path.sink === asset);
  if (!asksAgent || priority?.outcome !== 'fix-now' || cut?.after !== 'settled') return [];
  const places = cut.hops.flatMap(({ hop }) =>
    hop.kind === 'edge' &&
    hop.edge.edge === 'exposes' &&
    hop.edge.effect === 'allow' &&
    view.node(hop.edge.from)?.kind === 'internet'
      ? [hop.edge.to]
      : [],
  );
  return places.length === cut.hops.length ? places : [];
}
