import { counted } from '#model';
import type { GraphView } from '#graph';
import type { Becoming } from '../becoming.ts';
import { isAnyone } from '../unseen-identities.ts';
import { conditionTexts } from './condition-text.ts';
import { wrap } from './layout.ts';
import { nameOf } from './node-name.ts';
import type { Style } from './painter.ts';
import { renderHop, type Told } from './render-path.ts';

/** A service takes a role for what runs as it: nobody acts by that alone. */
function isService({ principal }: Becoming, view: GraphView): boolean {
  return view.node(principal)?.kind === 'cloud-service' || /\.amazonaws\.com(\.cn)?$/.test(principal);
}

/** Behind the number of those who hold the right themselves; empty where nobody may act as one of them. */
export function becomingText(become: readonly Becoming[], holders: number, view: GraphView): string {
  const others = become.filter((one) => !isService(one, view));
  const sure = others.filter(({ certainty }) => certainty !== 'unknown');
  const open = others.length - sure.length;
  const as = `act as ${holders === 1 ? 'it' : 'one of them'}`;
  const parts = [
    ...(sure.some(({ principal }) => isAnyone(principal, view)) ? [`anyone can ${as}`] : []),
    ...(sure.length > 0 ? [`${String(sure.length)} more can ${as}`] : []),
    ...(open > 0 ? [`${String(open)} more may ${as}: cannot tell`] : []),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

/** Who, with each role that is taken and both sides of it; then what runs as a role. */
export function renderBecoming(
  become: readonly Becoming[],
  view: GraphView,
  style: Style,
): readonly string[] {
  if (become.length === 0) return [];
  const told: Told = new Set();
  const people = become.filter((one) => !isService(one, view));
  return [
    '',
    '  and whoever may act as it:',
    ...people.flatMap((one) => wayLines(one, view, told, style)),
    ...serviceLines(
      become.filter((one) => isService(one, view)),
      view,
      style,
    ),
  ];
}

function wayLines(
  { principal, hops, certainty }: Becoming,
  view: GraphView,
  told: Told,
  style: Style,
): readonly string[] {
  const { paint, width } = style;
  const guards = hops.flatMap(({ verdict }) => (verdict.kind === 'conditional' ? verdict.guards : []));
  const { short } = conditionTexts(guards);
  const missing = [...new Set(hops.flatMap(({ verdict }) => verdict.missing))];
  const sure = { certain: '', conditional: short, unknown: 'cannot tell' }[certainty];
  return [
    `    ${paint.bold(whoText(principal, view))}${sure === '' ? '' : ` ${sure}`}`,
    ...hops.flatMap((hop) => renderHop(hop, view, 4, '', told, style)),
    ...missing.flatMap((one) => wrap(`missing: ${one}`, width - 8).map((line) => `        ${line}`)),
  ];
}

/** The ARN of a root user stands for its account: that user can take no role. */
function whoText(principal: string, view: GraphView): string {
  const account = /^arn:[^:]*:iam::(\d{12}):root$/.exec(principal)?.[1];
  if (account !== undefined) return `identities of account ${account}`;
  return isAnyone(principal, view) ? 'anyone (*)' : nameOf(principal, view);
}

/** One line for each role that services take: what they run as it, where that was seen. */
function serviceLines(become: readonly Becoming[], view: GraphView, style: Style): readonly string[] {
  const byRole = new Map<string, Becoming[]>();
  for (const one of become) {
    const [first] = one.hops;
    if (first !== undefined) byRole.set(first.to, [...(byRole.get(first.to) ?? []), one]);
  }
  return [...byRole].flatMap(([role, services]) => {
    const names = services.map(({ principal }) => view.node(principal)?.name ?? principal).join(', ');
    const run = view.into(role, 'runs-as').map((edge) => nameOf(edge.from, view));
    const what = run.length === 0 ? 'nothing that runs so was seen' : named(run);
    const text = `what ${names} runs as ${nameOf(role, view)}: ${what}`;
    return wrap(text, style.width - 4).map((line) => `    ${line}`);
  });
}

const TOLD = 5;

function named(names: readonly string[]): string {
  const rest = names.length - TOLD;
  return `${names.slice(0, TOLD).join(', ')}${rest > 0 ? ` and ${counted(rest, 'more', 'more')}` : ''}`;
}
