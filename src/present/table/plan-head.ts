import { counted } from '#model';
import type { Assessment, Finding } from '#assess';
import { listed } from './counted.ts';
import { lostText } from './lost-text.ts';
import type { OpenReasons } from './open-reasons.ts';

/** One line for who does it, one for what becomes of the findings. */
export interface Step {
  readonly what: string;
  readonly then: string;
  readonly settles: readonly Finding[];
  /** Of which nothing proven is left, and a question stays. */
  readonly opens: readonly Finding[];
  /** Of which it takes a part, and that may wait with the rest. */
  readonly shrinks?: readonly Finding[];
  /** Letters, as `OpenReasons.about` has them, of what it lets anybody see. */
  readonly answers: readonly string[];
  /** Numbers of the steps that have to be done before it; absent where there is none. */
  readonly waitsFor?: readonly number[];
  /** Findings whose whole cut it says: theirs need not be said again. */
  readonly tellsCutOf?: readonly Finding[];
  /** As of `NumberedStep`. */
  readonly tellsFix?: boolean;
}

/** What ends and what becomes a question are counted apart: a question is no pass. */
export function headText(
  steps: readonly Step[],
  assessment: Pick<Assessment, 'findings' | 'lost'>,
  short: OpenReasons['short'],
): string {
  return `START HERE: ${countText(steps, assessment, short)}${lostText(assessment)}`;
}

/** One sentence each for what there is to do, what then ends, and what stays open; the last has no full stop. */
function countText(
  steps: readonly Step[],
  { findings }: Pick<Assessment, 'findings'>,
  short: OpenReasons['short'],
): string {
  const urgent = (of: readonly Finding[]): readonly Finding[] =>
    of.filter((one) => one.priority?.outcome === 'fix-now');
  const all = urgent(findings).length;
  if (all === 0) return `${counted(steps.length, 'change')} that more than one finding comes from`;
  const settled = urgent(steps.flatMap((one) => one.settles)).length;
  const opens = urgent(steps.flatMap((one) => one.opens));
  const toDo = `${counted(all, 'finding is', 'findings are')} to be fixed now, in ${counted(steps.length, 'step')}`;
  const [who, s] = steps.length === 1 ? ['The step', 's'] : ['The steps', ''];
  // Steps that take away a part of what is wrong, and of no finding all.
  if (settled + opens.length === 0) return `${toDo}. ${who} make${s} findings smaller and settle${s} none`;
  const ends =
    settled === 0 ? [] : [`${who} settle${s} ${settled === all ? `all ${String(all)}` : String(settled)}`];
  return [toDo, ...ends, ...openText(opens, settled, all, steps, short)].join('. ');
}

/** Nothing where no question stays. */
function openText(
  opens: readonly Finding[],
  settled: number,
  all: number,
  steps: readonly Step[],
  short: OpenReasons['short'],
): readonly string[] {
  if (opens.length === 0) return [];
  const isRest = settled > 0 && settled + opens.length === all;
  const which = `${isRest ? 'The other ' : settled > 0 ? 'Of the others ' : ''}${String(opens.length)}`;
  const [are, stay, questions] =
    opens.length === 1 ? ['is', 'stays', 'an open question'] : ['are', 'stay', 'open questions'];
  return [
    `${which} ${are} then no longer proven, but ${stay} ${questions} ${untilText(opens, steps, short)}`,
  ];
}

/** What keeps findings open whose proof is gone, and which step ends that: by its letter where the page has told it. */
function untilText(opens: readonly Finding[], steps: readonly Step[], short: OpenReasons['short']): string {
  const stays = [...new Set(opens.flatMap(({ cut }) => cut?.stays ?? []))];
  const letters = [...new Set(stays.map(short))];
  if (stays.length === 0 || stays.some((one) => short(one) === one)) return 'since not all was seen';
  const isAnswered = (letter: string): boolean => steps.some(({ answers }) => answers.includes(letter));
  if (!letters.every(isAnswered))
    return `as long as ${listed(letters)} below ${letters.length === 1 ? 'is' : 'are'} not answered`;
  const numbers = steps.flatMap(({ answers }, index) =>
    letters.some((letter) => answers.includes(letter)) ? [String(index + 1)] : [],
  );
  const which = numbers.length === 1 ? `step ${listed(numbers)} ends` : `steps ${listed(numbers)} end`;
  return `until ${which} ${listed(letters)} below`;
}

/** `3 and 5`; steps that follow each other are told by the first and the last. */
export function numbersText(numbers: readonly number[]): string {
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? first;
  const isRow = numbers.length > 2 && last - first === numbers.length - 1;
  return isRow ? `${String(first)} to ${String(last)}` : listed(numbers.map(String));
}

/** Which step has to wait for which, for whoever shares them out; empty where there is one step alone. */
export function orderText(steps: readonly Step[]): string {
  if (steps.length < 2) return '';
  const waits = steps.flatMap(({ waitsFor = [] }, index) =>
    waitsFor.length === 0
      ? []
      : [
          `step ${String(index + 1)}, which waits for ${waitsFor.length === 1 ? 'step' : 'steps'} ${numbersText(waitsFor)}`,
        ],
  );
  return waits.length === 0
    ? 'no step waits for another: they may go side by side'
    : `the steps may go side by side, but for ${waits.join('; and ')}`;
}
