import { kindText, STORE_KINDS, type AssignmentFact } from '#model';
import type { GraphView, ReachQuery } from '#graph';
import { strangerDoubts } from './stranger-doubts.ts';

/**
 * Classes of the configuration that count as sensitive. An undeclared store is not: it would make a percentage of
 * guesses.
 */
const SENSITIVE: readonly unknown[] = ['confidential', 'restricted'];

/** Where strangers stand. */
const ENTRIES = ['internet', 'untrusted-content', 'third-party'] as const;

/** The counts stand beside the percentage, since 1 of 2 and 50 of 100 are different news. */
export interface Exposure {
  /** Stores with at least one path that is certain or conditional. */
  readonly reached: number;
  readonly sensitive: number;
  /** Sensitive stores of which neither could be shown: at most so many more are reached. */
  readonly undecided: number;
  /** 0–100, one decimal; at least so much where some are undecided. Null where none is shown and some are undecided. */
  readonly percent: number | null;
  /** Every sensitive store, so that the counts can be checked by name. */
  readonly stores: readonly {
    readonly name: string;
    readonly reached: boolean;
    readonly undecided: boolean;
  }[];
  /** Why it could not be told of those that are undecided; each reason once. */
  readonly because: readonly string[];
}

/**
 * Sensitive stores that an untrusted entry reaches through an AI asset ÷ all sensitive stores, in percent.
 *
 * Null where no store is declared sensitive: nothing to count is not zero exposure. Unknown paths do not count as reached,
 * nor as kept out: what stopped the search may hide a way to any store.
 *
 * @param lost What was not seen of what agents did, one clause each: it may show a way to any store.
 * @param unmatched What the configuration says of assets that were not seen: of a sensitive store among them nothing is known.
 */
export function exposureOf(
  view: GraphView,
  lost: readonly string[] = [],
  unmatched: readonly AssignmentFact[] = [],
): Exposure | null {
  const unseen = unmatched.flatMap(unseenStore);
  const sensitive = STORE_KINDS.flatMap((kind) => view.nodes(kind)).filter((node) => {
    const reading = view.attribute(node, 'sensitivity');
    return reading.kind === 'known' && SENSITIVE.includes(reading.value);
  });
  if (sensitive.length + unseen.length === 0) return null;
  const wanted = new Set(sensitive.map((node) => node.id));
  const { reached, doubtful, stopped, missing } = strangersReach(view, wanted, lost);
  const isUndecided = (id: string): boolean => !reached.has(id) && (stopped.size > 0 || doubtful.has(id));
  const undecided = [...wanted].filter(isUndecided).length + unseen.length;
  const all = wanted.size + unseen.length;
  return {
    reached: reached.size,
    sensitive: all,
    undecided,
    // Nothing shown and something open is no zero.
    percent: reached.size === 0 && undecided > 0 ? null : Math.round((1000 * reached.size) / all) / 10,
    stores: [
      ...sensitive.map(({ id, name }) => ({ name, reached: reached.has(id), undecided: isUndecided(id) })),
      ...unseen.map((name) => ({ name, reached: false, undecided: true })),
    ],
    because:
      undecided === 0
        ? []
        : [
            ...new Set([
              ...stopped,
              ...missing,
              ...unseen.map(
                (name) => `nothing that was handed over shows ${name}, which the configuration names`,
              ),
            ]),
          ],
  };
}

/** Ids of stores that are reached for certain and in doubt, and why there may be more. */
interface Reached {
  readonly reached: ReadonlySet<string>;
  readonly doubtful: ReadonlySet<string>;
  readonly stopped: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
}

/** Through an AI asset only: an identity's own grants are told by who-can, not here. */
function query(wanted: ReadonlySet<string>): ReachQuery {
  return { modes: ['deputy'], verbs: ['read', 'write', 'admin'], sinks: (node) => wanted.has(node.id) };
}

function strangersReach(view: GraphView, wanted: ReadonlySet<string>, lost: readonly string[]): Reached {
  const [reached, doubtful, stopped, missing] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(lost),
    new Set<string>(),
  ];
  for (const entry of ENTRIES.flatMap((kind) => view.nodes(kind))) {
    const { paths, unknown } = view.reach(entry.id, query(wanted));
    for (const path of paths) {
      (path.certainty === 'unknown' ? doubtful : reached).add(path.sink);
      for (const one of path.missing) missing.add(one);
    }
    for (const one of unknown) stopped.add(one.why);
  }
  // Whom strangers may get to takes with it what it can reach, and where it is not known what that is, everything.
  for (const { actor, whys } of strangerDoubts(view)) {
    const { paths, unknown } = view.reach(actor, query(wanted));
    const behind = paths.filter(({ sink }) => !reached.has(sink));
    for (const { sink } of behind) doubtful.add(sink);
    if (behind.length + unknown.length > 0) for (const why of whys) missing.add(why);
    for (const one of unknown) stopped.add(one.why);
  }
  return { reached, doubtful, stopped, missing };
}

/** A store that is declared sensitive by its name, and was seen by nobody. */
function unseenStore({ where, assign }: AssignmentFact): readonly string[] {
  const { kinds = [], names = [], ids = [] } = where;
  const isSensitive =
    'attribute' in assign && assign.attribute === 'sensitivity' && SENSITIVE.includes(assign.value);
  const stores: readonly string[] = STORE_KINDS;
  if (!isSensitive || !kinds.every((kind) => stores.includes(kind))) return [];
  const kind = kinds.length === 1 ? kinds.map((one) => `${kindText(one)} `).join('') : '';
  return [...names, ...ids].map((name) => `${kind}${name}`);
}
