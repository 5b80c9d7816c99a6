import { ACCESS_VERBS } from '#model';
import type { ReachPath } from '#graph';
import { statedGrants } from './access-differences.ts';
import type { NamedScan } from './estate-names.ts';
import { listed, setDifferences, type Said } from './set-differences.ts';
import type { Truth, TruthRow } from './truth-schema.ts';

const MODES = ['deputy', 'direct'] as const;
const VERBS = [...ACCESS_VERBS, 'egress', 'execute'] as const;
type Block = Truth['paths'][number];

/** Ways beside the surest one that are looked through for a way that the truth names. */
const MANY_WAYS = 20;

/** What the truth calls a set, the grants of an identity, or a row, as rows. */
function rowsOf(truth: Truth, target: Block['to'][number]): readonly TruthRow[] {
  if (typeof target === 'string') return truth.sets[target] ?? [];
  if (!('grantsOf' in target)) return [target];
  const { grantsOf } = target;
  return statedGrants(truth)
    .filter(({ who }) => who === grantsOf)
    .map(({ verb, what, guards }) => ({
      sink: what,
      verbs: [verb],
      becomes: grantsOf,
      guards: [...guards],
      through: [],
    }));
}

interface StatedPath extends Said {
  readonly through: readonly string[];
}

/** Nobody reaches itself (but anybody sends out to anybody), and who is the identity already does not become it. */
function statedPaths(truth: Truth): readonly StatedPath[] {
  return truth.paths.flatMap((block) =>
    block.from.flatMap((from) =>
      block.to
        .flatMap((target) => rowsOf(truth, target))
        .flatMap((row) => row.verbs.map((verb) => ({ ...row, verb })))
        .filter(({ sink, verb }) => sink !== from || verb === 'egress')
        .map(({ sink, verb, becomes, guards, through }) => ({
          key: `${from} → ${sink} ${verb} (${block.mode})`,
          properties: {
            becomes: becomes === from ? 'nobody' : (becomes ?? 'nobody'),
            guards: listed([...new Set([...block.guards, ...guards])]),
            // A path that rests on what nobody saw is no path that a truth may state: `open` is the place for it.
            certainty: block.guards.length + guards.length === 0 ? 'certain' : 'conditional',
          },
          through: through.filter((label) => label !== from),
        })),
    ),
  );
}

/**
 * The identity that does it at the end, where the grant alone lets it and no tool was built for it; nobody where the start is
 * that identity.
 */
function becomes({ entry, hops }: ReachPath, labelOf: NamedScan['labelOf']): string {
  const last = hops.at(-1);
  if (last?.kind !== 'computed' || last.need !== undefined || last.from === entry) return 'nobody';
  return labelOf(last.from);
}

function stations({ entry, hops }: ReachPath, labelOf: NamedScan['labelOf']): readonly string[] {
  return [entry, ...hops.map(({ to }) => to)].map(labelOf);
}

/** In this order, whatever lies between. */
function leadsThrough(path: readonly string[], through: readonly string[]): boolean {
  let at = 0;
  for (const station of path) if (station === through[at]) at += 1;
  return at === through.length;
}

function keyOf(path: ReachPath, labelOf: NamedScan['labelOf']): string {
  return `${labelOf(path.entry)} → ${labelOf(path.sink)} ${path.verb} (${path.mode})`;
}

/** Everything that anything reaches, by the surest and shortest way. */
function everyPath({ view }: NamedScan): readonly ReachPath[] {
  return view
    .nodes()
    .flatMap(({ id }) => view.reach(id, { modes: MODES, verbs: VERBS, sinks: () => true }).paths);
}

function besidesDifferences(truth: Truth, { view, nodeOf, labelOf }: NamedScan): readonly string[] {
  return truth.besides.flatMap(({ from, sink, verb, becomes: who, through }) => {
    const [start, end] = [nodeOf(from), nodeOf(sink)];
    const found =
      start === null || end === null
        ? []
        : view.reach(start.id, {
            modes: MODES,
            verbs: [verb],
            sinks: ({ id }) => id === end.id,
            limit: MANY_WAYS,
          }).paths;
    const isThere = found.some(
      (path) =>
        becomes(path, labelOf) === (who ?? 'nobody') && leadsThrough(stations(path, labelOf), through),
    );
    const way = `${from} → ${sink} ${verb} through ${through.join(', ')} as ${who ?? 'nobody'}`;
    return isThere ? [] : [`${way}: the truth says so, the scan does not`];
  });
}

function openDifferences(truth: Truth, { view, labelOf }: NamedScan): readonly string[] {
  const stated = truth.open.flatMap(({ from, at, asks, why }) =>
    from.map((start) => ({ key: `open from ${start}: at ${at}, which ${asks} would tell`, why })),
  );
  const found = view.nodes().flatMap(({ id }) =>
    view.reach(id, { modes: MODES, verbs: VERBS, sinks: () => true }).unknown.map(({ at, kind }) => ({
      key: `open from ${labelOf(id)}: at ${labelOf(at)}, which ${kind} would tell`,
    })),
  );
  return setDifferences(stated, found);
}

function noPathDifferences(truth: Truth, named: NamedScan): readonly string[] {
  const { view, nodeOf } = named;
  return truth.noPaths.flatMap(({ sink, who, action, denied, by, why }) => {
    const [end, principal] = [nodeOf(sink), nodeOf(who)];
    if (end === null || principal === null) return [`${sink}: the scan has no such asset`];
    const starts = [...view.nodes('internet'), ...view.nodes('agent'), ...view.nodes('untrusted-content')];
    const open = starts.flatMap(
      ({ id }) =>
        view.reach(id, { modes: MODES, verbs: ACCESS_VERBS, sinks: (node) => node.id === end.id }).paths,
    );
    const { kind, proof } = view.access(principal.id, { action }, end.id);
    const isStopped =
      kind === 'deny' &&
      proof.some(
        (step) =>
          step.policyType === denied &&
          step.effect !== 'allow' &&
          (by === null ? step.policy === null || step.statement === null : step.policy?.endsWith(`/${by}`)),
      );
    return [
      ...open.map((path) => `${keyOf(path, named.labelOf)}: must not be (${why}), and is in the scan`),
      ...(isStopped
        ? []
        : [`${who} ${action} ${sink}: not stopped by ${denied} ${by ?? ''} in the scan (${why})`]),
    ];
  });
}

/** Every (from, sink, verb, mode) with what it becomes and needs, second ways, open questions, and ways that must not be. */
export function pathDifferences(truth: Truth, named: NamedScan): readonly string[] {
  const { labelOf } = named;
  const [stated, paths] = [statedPaths(truth), everyPath(named)];
  const found = paths.map((path) => ({
    key: keyOf(path, labelOf),
    properties: {
      becomes: becomes(path, labelOf),
      guards: listed(path.guards),
      certainty: path.certainty,
    },
  }));
  const stationsOf = new Map(paths.map((path) => [keyOf(path, labelOf), stations(path, labelOf)]));
  const elsewhere = stated
    .filter(({ key, through }) => !leadsThrough(stationsOf.get(key) ?? through, through))
    .map(
      ({ key, through }) =>
        `${key}: leads through ${(stationsOf.get(key) ?? []).join(', ')} in the scan, through ${through.join(', ')} in the truth`,
    );
  const unnamed = truth.paths
    .flatMap(({ to }) => to)
    .filter((target) => typeof target === 'string')
    .filter((name) => truth.sets[name] === undefined)
    .map((name) => `${name}: no such set`);
  const idle = Object.keys(truth.sets)
    .filter((name) => !truth.paths.some(({ to }) => to.includes(name)))
    .map((name) => `${name}: no path uses this set`);
  return [
    ...setDifferences(stated, found),
    ...elsewhere,
    ...unnamed,
    ...idle,
    ...besidesDifferences(truth, named),
    ...openDifferences(truth, named),
    ...noPathDifferences(truth, named),
  ];
}
