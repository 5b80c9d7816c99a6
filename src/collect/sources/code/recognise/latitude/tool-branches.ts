import type { Branch, Language, Span } from '../../ir.ts';
import type { Recognition } from '../recognition/recognition.ts';
import type { BodyFrame } from './body-frame.ts';
import { BranchReading } from './branch-reading.ts';
import type { CalledTool, Verdict } from './called-tool.ts';

/** What of a function is run for one tool. */
interface OwnPart {
  /** The function has a branch for the tool. */
  readonly isFound: boolean;
  /** It has one for all others: that leaves the tool's only where no branch is open. */
  readonly isLeft: boolean;
  /** A branch asks for the name in a way that was not read: it may be the tool's. */
  readonly isOpen: boolean;
  /** Whether a line of the function may be run. */
  readonly runs: (line: number) => boolean;
}

function isIn(line: number, { startLine, endLine }: Span): boolean {
  return line >= startLine && line <= endLine;
}

/**
 * The last line that is not come to from a branch that leaves: inside one that may not be taken, or a statement that may be
 * passed over, and before a failure is.
 */
function endOfLeft(
  { span: branch, around }: Branch,
  whole: Span,
  doubtful: readonly Span[],
  caught: readonly Branch[],
): number {
  const ends = doubtful.filter((one) => isIn(branch.startLine, one) && one.endLine >= branch.endLine);
  const passedOver = caught.filter((one) => !one.leaves && one.span.startLine > branch.endLine);
  return Math.min(
    around?.endLine ?? whole.endLine,
    ...ends.map(({ endLine }) => endLine),
    ...passedOver.map((one) => one.span.startLine - 1),
  );
}

/** What of a function is run for one of the tools that it tells apart by name. By lines: what shares one with a branch is run. */
export function ownPart(recognition: Recognition, frame: BodyFrame, tool: CalledTool): OwnPart {
  const read = (unknown: Verdict) => partOf(frame, new BranchReading(recognition, frame, tool, unknown));
  const own = read('maybe');
  // Where the tool has a branch, one of an unknown name is rather another tool's; that it is not the tool's as well is not known.
  return own.isFound && own.isOpen ? { ...read('no'), isFound: true, isOpen: true } : own;
}

/** Of a branch that is not taken, the lines that hold nothing else; null where it shares its only one. */
function ownLines(branch: Branch, kept: readonly Branch[], language: Language): Span | null {
  const { startLine, endLine } = branch.span;
  if (kept.some((other) => isIn(startLine, other.span))) return null;
  // `} else if (…) return f();`, `} f();`: behind the bracket that closes a block may stand what is run.
  const closes = language === 'typescript' && branch.subject === null;
  const isEndShared = closes || kept.some((other) => other.span.startLine === endLine);
  return isEndShared && endLine > startLine ? { startLine, endLine: endLine - 1 } : { startLine, endLine };
}

function partOf({ fn: { branches, span }, module }: BodyFrame, reading: BranchReading): OwnPart {
  const skipped: Span[] = [];
  const doubtful: Span[] = [];
  // What is run after a failure may be run whichever branch was left.
  const caught = branches.filter(({ statement }) => statement === null);
  const statements = new Set(branches.flatMap(({ statement }) => statement ?? []));
  for (const statement of statements) {
    if (skipped.some((one) => isIn(statement, one))) continue;
    const own = branches.filter((branch) => branch.statement === statement);
    const verdicts = reading.taken(own);
    const kept = own.filter((_branch, place) => verdicts[place] !== 'no');
    own.forEach((branch, place) => {
      const left = verdicts[place] === 'no' ? ownLines(branch, kept, module.language) : null;
      if (left !== null) skipped.push(left);
      if (verdicts[place] === 'maybe') doubtful.push(branch.span);
      const startLine = branch.span.endLine + 1;
      const endLine = endOfLeft(branch, span, doubtful, caught);
      if (verdicts[place] === 'yes' && branch.leaves && startLine <= endLine)
        skipped.push({ startLine, endLine });
    });
  }
  const runs = (line: number): boolean =>
    caught.some((one) => isIn(line, one.span)) || !skipped.some((one) => isIn(line, one));
  const { isFound, isLeft, isOpen } = reading;
  return { isFound, isLeft, isOpen, runs };
}
