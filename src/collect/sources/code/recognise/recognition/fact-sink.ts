import {
  type ActsAs,
  type CompleteMark,
  counted,
  edgeFact,
  type EdgeFact,
  type EdgeKind,
  type Evidence,
  type Fact,
  type Gap,
  nodeFact,
  type NodeFact,
  type NodeId,
  type NodeKind,
} from '#model';
import type { Located } from '../../resolve/resolver.ts';

/** The number of the rest is told. */
const MAX_GAPS = 500;
/** Places kept per asset and edge: a model named a thousand times needs no thousand proofs. */
const MAX_EVIDENCE = 20;
/** Beyond them the first place of each further file: who changes a key or a model asks for all files that name it. */
const MAX_FILES = 200;

/** State and identifiers are active and none where they are left out. */
type NodeInput<K extends NodeKind> = Omit<NodeFact<K>, 'fact' | 'state' | 'identifiers'> &
  Partial<Pick<NodeFact<K>, 'state' | 'identifiers'>>;

/** Of this source, about this target, and by lines: what one sink holds differs in nothing else. */
function sameEvidence(left: Evidence, right: Evidence): boolean {
  if (!('startLine' in left.at) || !('startLine' in right.at)) return false;
  const [here, there] = [left.at, right.at];
  if (here.startLine !== there.startLine || here.endLine !== there.endLine) return false;
  return here.path === there.path && left.note === right.note;
}

function sameFile(left: Evidence, right: Evidence): boolean {
  return 'path' in left.at && 'path' in right.at && left.at.path === right.at.path;
}

function union(left: readonly Evidence[], right: readonly Evidence[]): readonly Evidence[] {
  const all = [...left];
  for (const one of right) {
    if (all.some((other) => sameEvidence(one, other))) continue;
    if (all.length < MAX_EVIDENCE || (all.length < MAX_FILES && !all.some((other) => sameFile(one, other))))
      all.push(one);
  }
  return all;
}

const AS_RUNTIME: ActsAs = { as: 'runtime' };

/** What one call says of an access beside its actions. */
interface AccessSaid {
  readonly actsAs?: ActsAs | undefined;
  readonly unlessSet?: readonly string[] | undefined;
  readonly setBy?: string | undefined;
}

/** Said only where anybody but whoever runs the code is among them. */
function actsAsOf(known: EdgeFact | undefined, fresh: ActsAs): Pick<EdgeFact, 'actsAs'> {
  const before = known === undefined ? [] : (known.actsAs ?? [AS_RUNTIME]);
  const byText = new Map([...before, fresh].map((one) => [JSON.stringify(one), one]));
  const all = [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return all.every(({ as }) => as === 'runtime') ? {} : { actsAs: all };
}

/** Collects the facts of one target: one fact an asset and an edge, evidence joined, order by id. */
export class FactSink {
  readonly #target: string;
  readonly #nodes = new Map<NodeId, NodeFact>();
  readonly #edges = new Map<string, EdgeFact>();
  readonly #gaps = new Map<string, Gap>();
  readonly #marks = new Map<string, CompleteMark>();
  #gapsDropped = 0;

  constructor(target: string) {
    this.#target = target;
  }

  // The lines of the expression itself.
  evidence(at: Located, note?: string): Evidence {
    const { startLine, endLine } = at.expr.span;
    return {
      plane: 'declared',
      source: 'code',
      target: this.#target,
      at: { path: at.module.path, startLine, endLine },
      ...(note === undefined ? {} : { note }),
    };
  }

  has(id: NodeId): boolean {
    return this.#nodes.has(id);
  }

  // Gives the id back, so that an edge can be drawn where the node is made. Of the attributes named as latest, the last word counts.
  node<K extends NodeKind>(input: NodeInput<K>, latest: readonly string[] = []): NodeId {
    const fresh = nodeFact(input) as unknown as NodeFact;
    const known = this.#nodes.get(fresh.id);
    if (known === undefined) this.#nodes.set(fresh.id, fresh);
    else {
      const said = Object.entries(known.attributes).filter(([name]) => !latest.includes(name));
      this.#nodes.set(fresh.id, {
        ...known,
        // Seen in live code once, an asset is live, however many tests use it too.
        state: known.state === 'active' ? 'active' : fresh.state,
        // What was said first stays; later sightings add what it left out.
        attributes: { ...fresh.attributes, ...Object.fromEntries(said) },
        evidence: union(known.evidence, fresh.evidence),
      });
    }
    return fresh.id;
  }

  // Actions add up, and as whom: one store may be read by two calls of one tool. What holds once without a condition holds.
  edge(
    from: NodeId,
    edge: EdgeKind,
    to: NodeId,
    evidence: readonly Evidence[],
    actions: readonly string[] = [],
    guards: readonly string[] = [],
    { actsAs = AS_RUNTIME, unlessSet = [], setBy }: AccessSaid = {},
  ): void {
    const open = [...new Set(unlessSet)].sort();
    // NUL occurs in no id. What is named outright and what is named by default are two things to say.
    const key = [from, edge, to, ...open].join('\u0000');
    const known = this.#edges.get(key);
    this.#edges.set(
      key,
      edgeFact({
        from,
        edge,
        to,
        ...(guards.length === 0 || known?.effect === 'allow'
          ? {}
          : { effect: 'conditional', guards: known?.guards ?? guards }),
        actions: [...new Set([...(known?.actions ?? []), ...actions])].sort(),
        ...actsAsOf(known, actsAs),
        ...(open.length === 0 ? {} : { unlessSet: open }),
        ...(setBy === undefined ? {} : { setBy }),
        evidence: union(known?.evidence ?? [], evidence),
      }),
    );
  }

  // The same detail at one place is told once, however many calls run into it.
  gap(where: string, reason: Gap['reason'], detail: string): void {
    const key = `${where}\u0000${detail}`;
    if (this.#gaps.has(key)) return;
    if (this.#gaps.size >= MAX_GAPS) this.#gapsDropped += 1;
    else this.#gaps.set(key, { where, reason, detail: detail.slice(0, 300) });
  }

  // Of one node: the code says of an agent what it has, never what a target has.
  complete(
    edge: EdgeKind,
    kind: NodeKind,
    id: NodeId,
    apart: Pick<CompleteMark, 'exceptThrough'> = {},
  ): void {
    this.#marks.set(`${edge} ${id}`, { kind, edge, ...apart, scope: `node:${id}`, from: null, to: null });
  }

  // Nodes before edges, each by key: the order of recognition does not show.
  facts(): readonly Fact[] {
    const byKey = <T>(map: ReadonlyMap<string, T>): T[] =>
      [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
    return [...byKey(this.#nodes), ...byKey(this.#edges)];
  }

  gaps(): readonly Gap[] {
    const dropped: Gap = {
      where: '.',
      reason: 'too-many',
      detail: `${counted(this.#gapsDropped, 'more place', 'more places')} could not be resolved`,
    };
    return this.#gapsDropped === 0 ? [...this.#gaps.values()] : [...this.#gaps.values(), dropped];
  }

  marks(): readonly CompleteMark[] {
    return [...this.#marks.values()].sort((a, b) => (a.scope < b.scope ? -1 : 1));
  }
}
