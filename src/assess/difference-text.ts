import type { EdgeKind, Plane } from '#model';
import type { GraphNode } from '#graph';
import type { Line } from './plane-lines.ts';
import { numberOf, type RuleContext } from './rule-context.ts';
import type { Differs } from './rule-schema.ts';

/** An edge that is missing on the other plane, and for how long that was watched; null where the proof is no log. */
export interface Absent {
  readonly line: Line;
  readonly hours: number | null;
}

/** How a plane says that something is there, after "is". */
const SAYS: Readonly<Record<Plane, string>> = {
  declared: 'declared in code or configuration',
  granted: 'granted',
  observed: 'seen in use',
};

/** Half a sentence about the asset: what differs, and how sure the silence is. */
export function detailOf(test: Differs, absent: readonly Absent[]): string {
  if (test.notOn === 'observed') return unused(absent);
  if (test.on === 'observed' && test.notOn === 'declared')
    return absent
      .map(({ line }) =>
        test.direction === 'in'
          ? `${line.far.name} used it ${String(line.times)} times; its code does not mention it`
          : `it used ${line.far.name} ${String(line.times)} times; its code does not mention that`,
      )
      .join('; ');
  return `${SAYS[test.on]} and not ${SAYS[test.notOn]}: ${byEdge(absent)}`;
}

function unused(absent: readonly Absent[]): string {
  // The shortest of them, so that the sentence is true of every edge it names.
  const shortest = Math.min(...absent.map(({ hours }) => hours ?? 0));
  return `never used in ${String(Math.round(shortest))} watched hours: ${byEdge(absent)}`;
}

/** `read a, b; write c`. */
function byEdge(absent: readonly Absent[]): string {
  const edges = [...new Set(absent.map(({ line }) => line.edge))];
  return edges
    .map((edge) => {
      const names = absent.flatMap(({ line }) => (line.edge === edge ? [line.far.name] : []));
      return `${verbOf(edge)} ${names.join(', ')}`;
    })
    .join('; ');
}

function verbOf(edge: EdgeKind): string {
  return edge.startsWith('can-') ? edge.slice('can-'.length) : edge;
}

/** The asset is known at run time and nothing says through what. */
export function nothingSeen({ direction }: Differs, { kind, name }: GraphNode): string {
  return direction === 'in'
    ? `${kind} ${name} was used by something that nothing handed over declares: shadow AI, or code that was not scanned`
    : `what ${kind} ${name} did at run time was not handed over`;
}

/** Why the other plane's silence about these proves nothing; empty where there are none. */
export function missingMark(
  test: Differs,
  node: GraphNode,
  unproven: readonly Line[],
  context: RuleContext,
): readonly string[] {
  if (unproven.length === 0) return [];
  switch (test.notOn) {
    case 'declared':
      return unproven.map(notDeclared);
    case 'observed': {
      const hours = String(numberOf(test.watchedHours ?? 0, context));
      const what = test.on === 'granted' ? 'grants' : 'edges';
      return [`${String(unproven.length)} ${what} of ${node.name} were not watched for ${hours} hours`];
    }
    case 'granted':
      return unproven.map(
        ({ from, edge }) =>
          `not all ${edge} edges of ${from.kind} ${from.name} were handed over by its platform`,
      );
  }
}

function notDeclared({ from, to }: Line): string {
  return from.planes.includes('declared')
    ? `part of what ${from.kind} ${from.name} uses could not be resolved in its code, so ${to.name} may be declared there`
    : `${from.name}, which used ${to.name}, is not joined to anything declared`;
}
