import { counted, type EdgeKind, kindText, type Missing, type Plane } from '#model';
import type { GraphNode } from '#graph';
import { verbsClause } from './attribute-text.ts';
import { edgesUnlisted, logInDoubt, seenAt, watchTooShort } from './missing-text.ts';
import type { Line } from './plane-lines.ts';
import { numberOf, type RuleContext } from './rule-context.ts';
import type { Differs } from './rule-schema.ts';

/** An edge that is missing on the other plane, and for how long that was watched; null where the proof is no log. */
interface Absent {
  readonly line: Line;
  readonly hours: number | null;
}

/** What became of the edges of the first plane that the other does not have. */
export interface Compared {
  readonly absent: Absent[];
  /** Where nothing says that all was seen. */
  readonly unproven: Line[];
  /** Where something contradicts that all was seen, or is known to be missing of it. */
  readonly doubted: { readonly line: Line; readonly why: string }[];
  /** For how long the longest watched of these was. */
  unprovenHours: number;
  readonly excused: { readonly line: Line; readonly why: string }[];
}

/** How a plane says that something is there, after "is". */
const SAYS: Readonly<Record<Plane, string>> = {
  declared: 'declared in code or configuration',
  granted: 'granted',
  observed: 'seen in use',
};

/** Half a sentence about the asset: what differs, and how sure the silence is. */
export function detailOf(
  test: Differs,
  { absent, unproven, unprovenHours, doubted, excused }: Compared,
  context: RuleContext,
): string {
  if (test.notOn === 'observed') {
    const least = numberOf(test.watchedHours ?? 0, context);
    return `${unused(absent)}${notCounted(unproven, unprovenHours, [...doubted, ...excused], least)}`;
  }
  if (test.on === 'observed' && test.notOn === 'declared')
    return absent
      .map(({ line }) =>
        test.direction === 'in'
          ? `${line.far.name} used it ${times(line, context)}; its code does not mention it`
          : `it used ${line.far.name} ${times(line, context)}; its code does not mention that`,
      )
      .join('; ');
  return `${SAYS[test.on]} and not ${SAYS[test.notOn]}: ${byEdge(absent.map(({ line }) => line))}`;
}

function times({ times: count }: Line, { sightingsLost = false }: RuleContext): string {
  const said = count === 1 ? 'once' : `${String(count)} times`;
  return sightingsLost ? `at least ${said}, as part of what was seen is missing` : said;
}

function unused(absent: readonly Absent[]): string {
  // The shortest of them, and whole hours alone, so that the sentence is true of every edge it names.
  const shortest = Math.min(...absent.map(({ hours }) => hours ?? 0));
  return `never used in ${counted(Math.floor(shortest), 'watched hour')}: ${byEdge(absent.map(({ line }) => line))}`;
}

/** Whoever compares the list with the grants must find each of them. */
function notCounted(
  unproven: Compared['unproven'],
  hours: number,
  excused: Compared['excused'],
  leastHours: number,
): string {
  const reasons = [...new Set(excused.map(({ why }) => why))].map((why) => ({
    why,
    lines: excused.flatMap((one) => (one.why === why ? [one.line] : [])),
  }));
  const told = [{ why: shortWatch(hours, leastHours), lines: unproven }, ...reasons]
    .filter(({ lines }) => lines.length > 0)
    .map(({ why, lines }) => `${byEdge(lines)}${why === '' ? '' : ` (${why})`}`);
  return told.length === 0 ? '' : `; not counted: ${told.join('; ')}`;
}

/** What was watched stands beside what is asked for: both are hours, and one alone is taken for the other. */
function shortWatch(hours: number, least: number): string {
  if (hours === 0) return 'not watched';
  return `watched for ${counted(Math.floor(hours), 'hour')}, and ${counted(least, 'hour is', 'hours are')} asked for`;
}

/** `read a, b; write and administer c`: the verbs of the very same things stand together. */
function byEdge(lines: readonly Line[]): string {
  const edges = [...new Set(lines.map((line) => line.edge))];
  const verbs = new Map<string, string[]>();
  for (const edge of edges) {
    const names = lines.flatMap((line) =>
      line.edge === edge ? [line.isConditional ? `${line.far.name} under conditions` : line.far.name] : [],
    );
    const of = names.join(', ');
    verbs.set(of, [...(verbs.get(of) ?? []), verbOf(edge)]);
  }
  return [...verbs].map(([names, of]) => `${of.join(' and ')} ${names}`).join('; ');
}

function verbOf(edge: EdgeKind): string {
  return edge.startsWith('can-') ? verbsClause([edge.slice('can-'.length)]) : edge;
}

/** The asset is known at run time and nothing says through what. */
export function nothingSeen({ direction }: Differs, node: GraphNode): Missing {
  const { id, kind, name } = node;
  const named = `${kindText(kind)} ${name}`;
  return direction === 'in'
    ? {
        kind: 'repository',
        what: `no code that was handed over declares whoever used ${named}${seenAt(node)}`,
        at: id,
      }
    : { kind: 'telemetry', what: `what ${named} did at run time was not handed over`, at: id };
}

/** Why the other plane's silence about these proves nothing; empty where there are none. */
export function missingMark(
  test: Differs,
  node: GraphNode,
  { unproven, doubted }: Pick<Compared, 'unproven' | 'doubted'>,
  context: RuleContext,
): readonly Missing[] {
  if (unproven.length + doubted.length === 0) return [];
  switch (test.notOn) {
    case 'declared':
      return unproven.map(notDeclared);
    case 'observed': {
      const what = test.on === 'granted' ? 'grant' : 'edge';
      const hours = numberOf(test.watchedHours ?? 0, context);
      const whys = [...new Set(doubted.map(({ why }) => why))];
      return [
        ...whys.map((why) => logInDoubt(node, doubted.filter((one) => one.why === why).length, what, why)),
        ...(unproven.length === 0 ? [] : [watchTooShort(node, unproven.length, what, hours)]),
      ];
    }
    case 'granted':
      return unproven.map(({ from, edge }) => edgesUnlisted(edge, from));
  }
}

function notDeclared({ from, to }: Line): Missing {
  if (!from.planes.includes('declared')) {
    const what = `no code that was handed over declares ${kindText(from.kind)} ${from.name}, which used ${to.name}${seenAt(from)}`;
    return { kind: 'repository', what, at: from.id };
  }
  const what = `part of what ${kindText(from.kind)} ${from.name} uses could not be read from its code, so ${to.name} may be declared there`;
  return { kind: 'code', what, at: from.id };
}
