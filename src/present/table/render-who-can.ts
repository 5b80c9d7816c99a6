import { counted } from '#model';
import type { AccessPair, GraphEdge, GraphView } from '#graph';
import { isCalled } from '../call-paths.ts';
import type { WhoCan } from '../who-can.ts';
import { listed } from './counted.ts';
import { conditionTexts } from './condition-text.ts';
import { wrap } from './layout.ts';
import { MISSING_WORDS } from './missing-words.ts';
import type { Style } from './painter.ts';
import { planeTexts } from './plane-texts.ts';
import { printable } from './printable.ts';
import { proofLines } from './proof-lines.ts';
import { reasonTexts } from './reason-texts.ts';
import { nameOf } from './node-name.ts';
import { becomingText, renderBecoming } from './render-becoming.ts';
import { renderWays } from './render-path.ts';
import { isAnyone, unseenIdentities } from '../unseen-identities.ts';

/** Reasons that are enough to act on; the JSON has them all. */
const TOLD_REASONS = 5;

/**
 * Who can do it themselves, with the deciding statements, then who can make an agent do it. What could not be told
 * is in the headline as well: it is not a no.
 */
export function renderWhoCan(found: WhoCan, view: GraphView, style: Style): string {
  const { paint, width } = style;
  const lines = [
    ...wrap(headline(found, view), width).map(paint.bold),
    '',
    ...found.direct.flatMap((pair) => pairLines(pair, view, style)),
    ...renderBecoming(found.become, view, style),
    // Deputies come after those who hold the right themselves: the grant is what they borrow.
    ...renderWays(found.deputy, view, 2, style),
    ...found.callers.flatMap((edge) => wrap(callerText(edge, view), width - 2).map((line) => `  ${line}`)),
    ...unknownTexts(found, view).flatMap((text) => wrap(text, width - 2).map((line) => `  ${line}`)),
  ];
  return printable(`${lines.join('\n')}\n`, style.paint);
}

/** Who, whether for certain or under which condition, and the statements that decide. */
function pairLines({ principal, verdict, actions }: AccessPair, view: GraphView, style: Style): string[] {
  const { paint, width } = style;
  const { short, whole } = conditionTexts(verdict.kind === 'conditional' ? verdict.guards : []);
  const name = isAnyone(principal, view) ? 'anyone (*)' : nameOf(principal, view);
  // Wrapped as one text, painted in two: the first line begins with the name.
  const [first = '', ...rest] = wrap(`${name} ${verdict.kind}${short === '' ? '' : ` ${short}`}`, width - 2);
  const head = first.startsWith(name) ? `${paint.bold(name)}${first.slice(name.length)}` : first;
  return [
    `  ${head}`,
    ...rest.map((line) => `    ${line}`),
    ...wrap(actions.join(', '), width - 4).map((line) => `    ${line}`),
    ...proofLines(verdict, width - 6, style).map((line) => `      ${line}`),
    ...(whole === null ? [] : wrap(`conditions: ${whole}`, width - 6).map((line) => `      ${line}`)),
    ...verdict.missing.flatMap((one) => wrap(`missing: ${one}`, width - 6).map((line) => `      ${line}`)),
  ];
}

/** Nobody is said to be unable where grants were not handed over. */
function headline(found: WhoCan, view: GraphView): string {
  const name = nameOf(found.asset, view);
  // Somebody may be allowed one action of the verb and not be known to have another.
  const allowed = new Set(found.direct.filter(isSure).map((pair) => pair.principal));
  const sure = allowed.size;
  const unsure = new Set(found.direct.map((pair) => pair.principal)).size - sure;
  const holders = new Set(found.direct.map((pair) => pair.principal)).size;
  const by = becomingText(found.become, holders, view);
  const through = throughText(found, view);
  if (onlyCalled(found, view)) return callHeadline(found, name);
  if (found.direct.length === 0 && !hasGrants(view))
    return `cannot tell which identities can ${found.action} ${name}: no account export was handed over; ${through}`;
  const more = unsure > 0 ? `, ${String(unsure)} more could not be told` : '';
  const unseen = unseenOf(found, view);
  const anyone = found.direct.find((pair) => isSure(pair) && isAnyone(pair.principal, view));
  if (anyone !== undefined) {
    const when = anyone.verdict.kind === 'conditional' ? ', under conditions' : '';
    return `anyone can ${found.action} ${name}${when}: ${counted(sure - 1, 'identity')} beside everyone${more}${by}; ${through}`;
  }
  if (unseen === null)
    return `${counted(sure, 'identity')} can ${found.action} ${name}${more}${by}; ${through}`;
  const known = sure === 1 ? 'is known to be able to' : 'are known to be able to';
  return `${counted(sure, 'identity')} ${known} ${found.action} ${name}${more}${by}; ${unseen}; ${through}`;
}

/** Ways that end in cannot tell may be none: a start with a proven way is counted for that one alone. */
function throughText({ deputy, asset }: WhoCan, view: GraphView): string {
  const proven = deputy.filter((path) => path.certainty !== 'unknown');
  const starts = new Set(proven.map((path) => path.entry));
  const open = new Set(deputy.map((path) => path.entry).filter((entry) => !starts.has(entry))).size;
  // A clause behind a colon may hold commas of its own.
  const names = [...starts].map((id) => starterText(id, asset, view));
  const who =
    starts.size > 0 && starts.size <= MOST_STARTS
      ? ` (${names.some((name) => name.includes(': ')) ? names.join('; ') : listed(names)})`
      : '';
  return `${String(starts.size)} can make an agent do it${who}${open > 0 ? `, ${String(open)}${starts.size > 0 ? ' more' : ''} may: cannot tell` : ''}`;
}

/** Whoever reads the number asks who they are; more are listed below. */
const MOST_STARTS = 3;

/** An agent that does it needs nobody to make it. */
function starterText(id: string, asset: string, view: GraphView): string {
  const node = view.node(id);
  if (node === null) return id;
  return node.kind === 'agent' && id !== asset ? `${nameOf(id, view)} itself` : nameOf(id, view);
}

function isSure({ verdict }: AccessPair): boolean {
  return verdict.kind !== 'unknown';
}

/** Null where every identity was seen that may have the right by its own policies. */
function unseenOf(found: WhoCan, view: GraphView): string | null {
  const node = view.node(found.asset);
  const unseen = node === null ? [] : unseenIdentities(node, found.action, view);
  if (unseen.length === 0) return null;
  const named = unseen.flatMap(({ of }) => of ?? []);
  return named.length === 0
    ? 'not known of others'
    : `not known of other identities of ${named.join(' and ')}`;
}

/** That no call was seen is not that nothing calls it. */
function callHeadline(found: WhoCan, name: string): string {
  if (found.action !== 'invoke') return `cannot tell who can ${found.action} ${name}`;
  const callers = new Set(found.callers.map((edge) => edge.from));
  const others = new Set(found.deputy.map((path) => path.entry).filter((id) => !callers.has(id)));
  const all = callers.size + others.size;
  if (all === 0) return `cannot tell who can call ${name}: nothing that was handed over calls it`;
  return `${counted(all, 'asset')} can call ${name}${others.size > 0 ? `, ${String(others.size)} of them through others` : ''}`;
}

/** Whether the answer lies in calls, since no grant can name the asset. */
function onlyCalled(found: WhoCan, view: GraphView): boolean {
  const node = view.node(found.asset);
  return node !== null && isCalled(node);
}

/** Whether any account was handed over: without one nobody can be said to lack a right. */
function hasGrants(view: GraphView): boolean {
  return view.nodes().some((node) => node.planes.includes('granted'));
}

/** Who calls it, and on which planes that is known. */
function callerText(edge: GraphEdge, view: GraphView): string {
  return `${nameOf(edge.from, view)} ${edge.edge} it (${planeTexts(edge).join(', ')})`;
}

/** Reasons first, then what would answer them. */
function unknownTexts(found: WhoCan, view: GraphView): readonly string[] {
  const reasons = reasonTexts(
    found.unknown.map(({ at, why }) => ({ at, what: why })),
    view,
  );
  const rest = reasons.length - TOLD_REASONS;
  return [
    ...reasons.slice(0, TOLD_REASONS).map((why) => `cannot tell: ${why}`),
    ...(rest > 0 ? [`and ${counted(rest, 'more reason')}: --format json has them all`] : []),
    ...(onlyCalled(found, view) || hasGrants(view) ? [] : [`to answer: ${MISSING_WORDS.account.toAnswer}`]),
  ];
}
