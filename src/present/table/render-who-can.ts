import type { GraphView } from '#graph';
import type { WhoCan } from '../who-can.ts';
import { wrap } from './layout.ts';
import type { Style } from './painter.ts';
import { proofLines } from './proof-lines.ts';
import { renderWays } from './render-path.ts';

/**
 * Who can do it themselves, with the deciding statements, then who can make an agent do it. What could not be told
 * is in the headline as well: it is not a no.
 */
export function renderWhoCan(found: WhoCan, view: GraphView, style: Style): string {
  const { paint, width } = style;
  const asset = view.node(found.asset);
  const name = asset === null ? found.asset : `${asset.kind} ${asset.name}`;
  const sure = found.direct.filter((pair) => pair.verdict.kind !== 'unknown').length;
  const unsure = found.direct.length - sure;
  const lines = [
    ...wrap(
      `${String(sure)} ${sure === 1 ? 'identity' : 'identities'} can ${found.action} ${name}${unsure > 0 ? `, ${String(unsure)} more could not be told` : ''}; ${String(found.deputy.length)} can make an agent do it`,
      width,
    ).map(paint.bold),
    '',
  ];
  for (const pair of found.direct) {
    const principal = view.node(pair.principal);
    const name = principal === null ? pair.principal : `${principal.kind} ${principal.name}`;
    lines.push(
      `  ${paint.bold(name)} ${paint.dim(pair.verdict.kind)}`,
      ...wrap(pair.actions.join(', '), width - 4).map((line) => `    ${line}`),
    );
    lines.push(...proofLines(pair.verdict, width - 6).map((line) => `      ${paint.dim(line)}`));
    for (const missing of pair.verdict.missing)
      lines.push(...wrap(`missing: ${missing}`, width - 6).map((line) => `      ${paint.yellow(line)}`));
  }
  // Deputies come after those who hold the right themselves: the grant is what they borrow.
  lines.push(...renderWays(found.deputy, view, 2, style));
  for (const edge of found.callers) {
    const from = view.node(edge.from);
    const planes = edge.planes
      .map((one) => (one.count === null ? one.plane : `${one.plane} ×${String(one.count)}`))
      .join(', ');
    lines.push(
      ...wrap(
        `${from === null ? edge.from : `${from.kind} ${from.name}`} ${edge.edge} it (${planes})`,
        width - 2,
      ).map((line) => `  ${line}`),
    );
  }
  // Five reasons are enough to act on; the JSON has them all.
  for (const one of found.unknown.slice(0, 5))
    lines.push(...wrap(`cannot tell: ${one.why}`, width - 2).map((line) => `  ${paint.yellow(line)}`));
  return `${lines.join('\n')}\n`;
}
