/**
 * IAM patterns: `*` is any run of characters, `?` exactly one (UTF-16 unit), everything else stands for itself.
 * Matching keeps one point to fall back to, so its cost is at most pattern × text: no input makes it exponential.
 */
export interface Pattern {
  readonly source: string;
  /** Character codes; ANY_RUN and ANY_ONE for the two wildcards. */
  readonly codes: readonly number[];
  readonly shape: 'everything' | 'literal' | 'prefix' | 'glob';
  /** The text of a literal, or what stands before the closing `*` of a prefix. */
  readonly text: string;
}

const ANY_RUN = -1;
const ANY_ONE = -2;
/** Stands for a character that no pattern spells out: only a wildcard takes it. */
const UNNAMED = -3;

/** A piece of pattern source: literal text keeps its `*` and `?`, as a policy variable's value must. */
export interface PatternPiece {
  readonly text: string;
  readonly literal: boolean;
}

export function parsePattern(source: string): Pattern {
  return patternOf([{ text: source, literal: false }]);
}

/** Runs of `*` become one: they match the same and would cost a fall-back each. */
export function patternOf(pieces: readonly PatternPiece[]): Pattern {
  const codes: number[] = [];
  for (const { text, literal } of pieces) {
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (!literal && code === 42) {
        if (codes[codes.length - 1] !== ANY_RUN) codes.push(ANY_RUN);
      } else codes.push(!literal && code === 63 ? ANY_ONE : code);
    }
  }
  return patternOfCodes(codes, pieces.map((piece) => piece.text).join(''));
}

export function patternOfCodes(codes: readonly number[], source: string): Pattern {
  const wild = codes.findIndex((code) => code < 0);
  if (wild === -1) return { source, codes, shape: 'literal', text: textOf(codes) };
  if (codes.length === 1 && codes[0] === ANY_RUN) return { source, codes, shape: 'everything', text: '' };
  if (wild === codes.length - 1 && codes[wild] === ANY_RUN) {
    return { source, codes, shape: 'prefix', text: textOf(codes.slice(0, -1)) };
  }
  return { source, codes, shape: 'glob', text: '' };
}

function textOf(codes: readonly number[]): string {
  let text = '';
  for (const code of codes) text += String.fromCharCode(code);
  return text;
}

export function matches(pattern: Pattern, text: string): boolean {
  switch (pattern.shape) {
    case 'everything':
      return true;
    case 'literal':
      return pattern.text === text;
    case 'prefix':
      return text.startsWith(pattern.text);
    case 'glob':
      return glob(pattern.codes, text, 0);
    default:
      return false;
  }
}

/** Whether the pattern takes `text` followed by `unnamed` characters that it cannot spell. */
function glob(codes: readonly number[], text: string, unnamed: number): boolean {
  const length = text.length + unnamed;
  let at = 0;
  let step = 0;
  let star = -1;
  let resume = 0;
  while (at < length) {
    const code = codes[step];
    const char = at < text.length ? text.charCodeAt(at) : UNNAMED;
    if (code === ANY_RUN) {
      star = step;
      resume = at;
      step += 1;
    } else if (code === ANY_ONE || (code !== undefined && code === char)) {
      at += 1;
      step += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      step = star + 1;
    } else return false;
  }
  while (codes[step] === ANY_RUN) step += 1;
  return step === codes.length;
}

/**
 * What a request is about: one thing, or (open) everything whose name starts so, such as all objects of a bucket.
 */
export interface Target {
  readonly text: string;
  readonly open: boolean;
  /** Stands for every ARN that this pattern takes, its wildcards within one part of the ARN each; `text` is then its source. */
  readonly family?: Pattern;
}

/** all and none hold for everything in the target; some: for part of it. */
export type Overlap = 'all' | 'some' | 'none';

/** How much of the target a pattern covers. */
export function overlap(pattern: Pattern, target: Target): Overlap {
  if (target.family !== undefined) return overlapFamily(pattern, target.family);
  if (!target.open) return matches(pattern, target.text) ? 'all' : 'none';
  if (pattern.shape === 'everything') return 'all';
  if (pattern.shape === 'prefix') {
    if (target.text.startsWith(pattern.text)) return 'all';
    return pattern.text.startsWith(target.text) ? 'some' : 'none';
  }
  if (pattern.shape === 'literal') return pattern.text.startsWith(target.text) ? 'some' : 'none';
  if (coversAll(pattern.codes, target.text)) return 'all';
  return meets(pattern.codes, target.text) ? 'some' : 'none';
}

/** Whether all is covered is told for the plain cases alone; in the others the answer `some` leaves it open. */
function overlapFamily(pattern: Pattern, family: Pattern): Overlap {
  if (pattern.shape === 'everything') return 'all';
  const head = family.codes.slice(
    0,
    family.codes.findIndex((code) => code < 0),
  );
  if (pattern.shape === 'prefix' && textOf(head).startsWith(pattern.text)) return 'all';
  return intersects(pattern.codes, family.codes) ? 'some' : 'none';
}

const COLON = 58;

/**
 * Whether some text is taken by both. Walks pairs of positions, each once: at most pattern × family. A family's
 * wildcards do not cross a colon, since each stands within one part of an ARN; a policy's do, as in `matches`.
 */
function intersects(codes: readonly number[], family: readonly number[]): boolean {
  const width = family.length + 1;
  const seen = new Set<number>([0]);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const state of seen) {
    const at = Math.floor(state / width);
    const of = state % width;
    if (at === codes.length && of === family.length) return true;
    for (const [nextAt, nextOf] of stepsFrom(codes, at, family, of)) seen.add(nextAt * width + nextOf);
  }
  return false;
}

function stepsFrom(
  codes: readonly number[],
  at: number,
  family: readonly number[],
  of: number,
): readonly (readonly [number, number])[] {
  const one = codes[at];
  const other = family[of];
  const steps: [number, number][] = [];
  if (one === ANY_RUN) steps.push([at + 1, of]);
  if (other === ANY_RUN) steps.push([at, of + 1]);
  if (one === undefined || other === undefined) return steps;
  const taken = one < 0 || other < 0 ? one !== COLON || other >= 0 : one === other;
  if (taken) steps.push([one === ANY_RUN ? at : at + 1, other === ANY_RUN ? of : of + 1]);
  return steps;
}

/**
 * After the last `*`, a pattern has only as many characters left as are written: past that many unnamed characters one
 * more changes nothing, so trying each count up to there decides it for all.
 */
function coversAll(codes: readonly number[], text: string): boolean {
  const last = codes.lastIndexOf(ANY_RUN);
  if (last === -1) return false;
  const tail = codes.length - last;
  for (let unnamed = 0; unnamed <= tail; unnamed += 1) if (!glob(codes, text, unnamed)) return false;
  return true;
}

/** Whether some text that starts with `text` is taken: walks the set of pattern positions reachable after it. */
function meets(codes: readonly number[], text: string): boolean {
  let live = withRuns(codes, new Set([0]));
  for (let i = 0; i < text.length && live.size > 0; i += 1) {
    const char = text.charCodeAt(i);
    const next = new Set<number>();
    for (const at of live) {
      const code = codes[at];
      if (code === ANY_RUN) next.add(at);
      else if (code === ANY_ONE || code === char) next.add(at + 1);
    }
    live = withRuns(codes, next);
  }
  return live.size > 0;
}

function withRuns(codes: readonly number[], at: Set<number>): Set<number> {
  for (const position of at) if (codes[position] === ANY_RUN) at.add(position + 1);
  return at;
}
