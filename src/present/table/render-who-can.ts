import { kindText, type NodeKind } from '#model';
import type { GraphEdge, GraphView } from '#graph';
import type { WhoCan } from '../who-can.ts';
import { counted } from './counted.ts';
import { wrap } from './layout.ts';
import { MISSING_WORDS } from './missing-words.ts';
import type { Style } from './painter.ts';
import { printable } from './printable.ts';
import { proofLines } from './proof-lines.ts';
import { reasonTexts } from './reason-texts.ts';
import { nameOf, renderWays } from './render-path.ts';

/** Reasons that are enough to act on; the JSON has them all. */
const TOLD_REASONS = 5;

/** Kinds that grants are written for; nobody holds a right on the others, they are called. */
const CALLED: ReadonlySet<NodeKind> = new Set(['agent', 'tool', 'mcp-server', 'model', 'prompt']);

/**
 * Who can do it themselves, with the deciding statements, then who can make an agent do it. What could not be told
 * is in the headline as well: it is not a no.
 */
export function renderWhoCan(found: WhoCan, view: GraphView, style: Style): string {
  const { paint, width } = style;
  const lines = [
    ...wrap(headline(found, view), width).map(paint.bold),
    '',
    ...found.direct.flatMap((pair) => [
      `  ${paint.bold(nameOf(pair.principal, view))} ${paint.dim(pair.verdict.kind)}`,
      ...wrap(pair.actions.join(', '), width - 4).map((line) => `    ${line}`),
      ...proofLines(pair.verdict, width - 6, style).map((line) => `      ${paint.dim(line)}`),
      ...pair.verdict.missing.flatMap((one) =>
        wrap(`missing: ${one}`, width - 6).map((line) => `      ${paint.yellow(line)}`),
      ),
    ]),
    // Deputies come after those who hold the right themselves: the grant is what they borrow.
    ...renderWays(found.deputy, view, 2, style),
    ...found.callers.flatMap((edge) => wrap(callerText(edge, view), width - 2).map((line) => `  ${line}`)),
    ...unknownTexts(found, view).flatMap((text) =>
      wrap(text, width - 2).map((line) => `  ${paint.yellow(line)}`),
    ),
  ];
  return printable(`${lines.join('\n')}\n`);
}

/** Nobody is said to be unable where grants were not handed over. */
function headline(found: WhoCan, view: GraphView): string {
  const name = nameOf(found.asset, view);
  const kind = view.node(found.asset)?.kind;
  const sure = found.direct.filter((pair) => pair.verdict.kind !== 'unknown').length;
  const unsure = found.direct.length - sure;
  const through = `${String(found.deputy.length)} can make an agent do it`;
  if (kind !== undefined && CALLED.has(kind)) {
    const callers = new Set(found.callers.map((edge) => edge.from)).size;
    return `${counted(callers, 'asset')} can call ${name}; ${through}`;
  }
  if (found.direct.length === 0 && !hasGrants(view))
    return `cannot tell which identities can ${found.action} ${name}: no account export was handed over; ${through}`;
  return `${counted(sure, 'identity')} can ${found.action} ${name}${unsure > 0 ? `, ${String(unsure)} more could not be told` : ''}; ${through}`;
}

/** Whether any account was handed over: without one nobody can be said to lack a right. */
function hasGrants(view: GraphView): boolean {
  return view.nodes().some((node) => node.planes.includes('granted'));
}

/** Who calls it, and on which planes that is known. */
function callerText(edge: GraphEdge, view: GraphView): string {
  const planes = edge.planes
    .map((one) => (one.count === null ? one.plane : `${one.plane} ×${String(one.count)}`))
    .join(', ');
  const from = view.node(edge.from);
  const name = from === null ? edge.from : `${kindText(from.kind)} ${from.name}`;
  return `${name} ${edge.edge} it (${planes})`;
}

/** Reasons first, then what would answer them. */
function unknownTexts(found: WhoCan, view: GraphView): readonly string[] {
  const reasons = reasonTexts(
    found.unknown.map(({ at, why }) => ({ at, what: why })),
    view,
  );
  const kind = view.node(found.asset)?.kind;
  const isCalled = kind !== undefined && CALLED.has(kind);
  const rest = reasons.length - TOLD_REASONS;
  return [
    ...reasons.slice(0, TOLD_REASONS).map((why) => `cannot tell: ${why}`),
    ...(rest > 0 ? [`and ${counted(rest, 'more reason')}: --format json has them all`] : []),
    ...(isCalled || hasGrants(view) ? [] : [`to answer: ${MISSING_WORDS.account.toAnswer}`]),
  ];
}
