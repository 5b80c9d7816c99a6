import { isImplied } from '#collect';
import type { EdgeFact, Fact, Latitude, NodeFact, State } from '#model';
import { LABELLED_EDGES, LABELLED_KINDS, type LabelledEdge, type LabelledKind } from './labels.ts';

/** Lines are null where the source points into a document instead (JSON pointer). */
export interface Place {
  readonly path: string;
  readonly startLine: number | null;
  readonly endLine: number | null;
}

/** One thing that the scan says is there, as far as it lies in scope. */
export interface ReportedItem {
  /** Its id; several items share one where the asset is counted per file. */
  readonly node: string;
  readonly kind: LabelledKind;
  /** Name as shown first; then the part of a dotted symbol under which a reader would know it. */
  readonly names: readonly [string, ...string[]];
  readonly state: State;
  /** null where the scan does not say. */
  readonly latitude: Latitude | null;
  readonly places: readonly [Place, ...Place[]];
}

export interface ReportedEdge {
  readonly from: string;
  readonly edge: LabelledEdge;
  readonly to: string;
  readonly places: readonly Place[];
}

export interface Reported {
  readonly items: readonly ReportedItem[];
  readonly edges: readonly ReportedEdge[];
}

/** One asset stands for all places that name it, but it is labelled once per file. */
export const ONCE_PER_FILE: readonly LabelledKind[] = ['model', 'api-key'];

/** What the facts of one scan say about the labelled kinds and edges inside the scope. */
export function reportedOf(facts: readonly Fact[], inScope: (path: string) => boolean): Reported {
  const nodes = new Map<string, NodeFact[]>();
  const edges: EdgeFact[] = [];
  for (const fact of facts) {
    if (fact.fact === 'node') nodes.set(fact.id, [...(nodes.get(fact.id) ?? []), fact]);
    if (fact.fact === 'edge') edges.push(fact);
  }
  // Facts of one id are one asset, whichever source says them.
  const items = [...nodes.values()].flatMap((same) => itemsOf(same, inScope));
  const inside = new Set(items.map(({ node }) => node));
  return {
    items,
    // An edge is measured where both of its ends are.
    edges: edges.flatMap((fact): ReportedEdge[] =>
      isOneOf(LABELLED_EDGES, fact.edge) && inside.has(fact.from) && inside.has(fact.to)
        ? [{ from: fact.from, edge: fact.edge, to: fact.to, places: placesOf(fact) }]
        : [],
    ),
  };
}

function itemsOf(facts: readonly NodeFact[], inScope: (path: string) => boolean): readonly ReportedItem[] {
  const [first] = facts;
  if (first === undefined || !isOneOf(LABELLED_KINDS, first.kind)) return [];
  const said = {
    node: first.id,
    kind: first.kind,
    names: namesOf(first),
    state: first.state,
    latitude: latitudeOf(facts),
  };
  const places = facts.flatMap(placesOf).filter(({ path }) => inScope(path));
  const groups = ONCE_PER_FILE.includes(first.kind) ? byPath(places) : [places];
  return groups.flatMap(([head, ...rest]) =>
    head === undefined ? [] : [{ ...said, places: [head, ...rest] as const }],
  );
}

/** In the order in which the paths are first named. */
function byPath(places: readonly Place[]): readonly (readonly Place[])[] {
  const paths = [...new Set(places.map(({ path }) => path))];
  return paths.map((path) => places.filter((place) => place.path === path));
}

/**
 * `generate_report_plan.planner_message` is the variable `planner_message` of that function; `triage_agent.instructions` is
 * text in place, which is labelled by the agent it belongs to.
 */
function namesOf({ id, kind, name }: NodeFact): readonly [string, ...string[]] {
  // A name that is not the symbol was written by the author: it has no parts.
  if (!id.endsWith(`#${name}`)) return [name];
  const parts = name.split('.');
  const last = parts.at(-1) ?? name;
  const owner = parts.at(-2);
  if (kind === 'prompt' && last === 'instructions' && owner !== undefined) return [name, owner];
  return last === name ? [name] : [name, last];
}

/** The first that is said: one source says it. */
function latitudeOf(facts: readonly NodeFact[]): Latitude | null {
  for (const { attributes } of facts)
    if ('latitude' in attributes && attributes.latitude != null) return attributes.latitude;
  return null;
}

/** Without those that only imply what is reported: a key that a library reads by itself is not in the source. */
function placesOf(fact: NodeFact | EdgeFact): readonly Place[] {
  return fact.evidence
    .filter((one) => !isImplied(one))
    .map(({ at }) =>
      'startLine' in at
        ? { path: at.path, startLine: at.startLine, endLine: at.endLine }
        : { path: at.path, startLine: null, endLine: null },
    );
}

/** Narrows, which `includes` of a readonly tuple does not. */
function isOneOf<T extends string>(words: readonly T[], word: string): word is T {
  return (words as readonly string[]).includes(word);
}
