import { counted, type Missing, type MissingKind, type NodeId } from '#model';
import type { GraphView } from '#graph';
import type { LineOfSight } from '../line-of-sight.ts';
import { mergedReasons } from './reason-texts.ts';

/** Reasons that several places of a page share: a card tells them in full, every other place by their letter. */
export interface OpenReasons {
  /** What stopped the search from this agent; empty where nothing did. */
  readonly cardText: (agent: NodeId) => string;
  /** `unknown (a)` for what a card tells; the reason itself else. */
  readonly short: (what: string) => string;
  /** Letters, as above, of what waits for this asset; empty where no card tells of it. */
  readonly about: (asset: NodeId) => readonly string[];
  /** What stopped a search, beyond what the given questions wait for. */
  readonly beside: (told: readonly Missing[]) => readonly Beside[];
}

interface Beside {
  readonly agent: NodeId;
  readonly at: NodeId;
  readonly kind: MissingKind;
  readonly text: string;
}

/** Enough to act on. */
const TOLD = 3;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** @param lines In the order of their cards: the first one that meets a reason tells it. */
export function openReasons(lines: readonly LineOfSight[], view: GraphView): OpenReasons {
  const letters = new Map<string, string>();
  const cards = new Map<NodeId, string>();
  let next = 0;
  for (const line of lines) {
    const reasons = mergedReasons(
      line.unknown.map(({ at, why }) => ({ at, what: why })),
      view,
    );
    const texts = reasons.slice(0, TOLD).map(({ what, of }) => {
      const before = of.flatMap((one) => letters.get(one) ?? [])[0];
      const letter = before ?? LETTERS[next];
      // A page with so many reasons is searched, not read.
      if (letter === undefined) return what;
      for (const one of [what, ...of]) letters.set(one, letter);
      if (before !== undefined) return `(${letter}) above`;
      next += 1;
      return `(${letter}) ${what}`;
    });
    const rest = reasons.length - texts.length;
    if (rest > 0) texts.push(`and ${counted(rest, 'more reason')}`);
    cards.set(line.agent.id, texts.join('; '));
  }
  const short = (what: string): string => {
    const letter = letters.get(what);
    return letter === undefined ? what : `unknown (${letter})`;
  };
  return {
    cardText: (agent) => cards.get(agent) ?? '',
    short,
    about: (asset) => lettersAt(asset, lines, short),
    beside: (told) => {
      const asked = new Set(told.map(({ what }) => short(what)));
      return lines.flatMap(({ agent, unknown }) =>
        unknown
          .filter(({ why }) => !asked.has(short(why)))
          .map(({ at, kind, why }) => ({ agent: agent.id, at, kind, text: clauseOf(why, short(why)) })),
      );
    },
  };
}

function lettersAt(
  asset: NodeId,
  lines: readonly LineOfSight[],
  short: OpenReasons['short'],
): readonly string[] {
  const waiting = lines.flatMap(({ unknown }) => unknown.filter(({ at }) => at === asset));
  return [
    ...new Set(waiting.map(({ why }) => why).flatMap((why) => (short(why) === why ? [] : [short(why)]))),
  ];
}

/** What is open, without why; the letter leads to the whole. */
function clauseOf(why: string, short: string): string {
  const [clause = why] = why.split(': ');
  return short === why ? why : `${clause}: ${short}`;
}
