import type { Painter } from './painter.ts';

/** Words wrapped to a width in columns; a word longer than the line (an ARN, a path) is broken at a separator where it has one. */
export function wrap(text: string, width: number): readonly string[] {
  // A width below this would break every word, and a deep indent can make it negative.
  const limit = Math.max(6, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .trim()
    .split(/\s+/)
    .flatMap((one) => pieces(one, limit))) {
    const glued = line !== '' && word.startsWith('\u200b');
    const next = glued ? line + word.slice(1) : line === '' ? word.replace('\u200b', '') : `${line} ${word}`;
    if (next.length <= limit) {
      line = next;
      continue;
    }
    lines.push(line);
    line = word.replace('\u200b', '');
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** Where a word may be broken: behind a separator, and before the next part of a name in camelCase. */
const BREAKS = /(?<=[/:,#_-])(?=.)|(?<=[a-z0-9])(?=[A-Z])/g;

/** Offsets into the word, in order. */
function breaksOf(word: string): readonly number[] {
  return [...word.matchAll(BREAKS)].map((found) => found.index);
}

/** The longest part of a text that cannot be broken without harm. */
function longestPart(text: string): number {
  return Math.max(...text.split(/\s+/).flatMap((word) => word.split(BREAKS).map((part) => part.length)));
}

/** A long word cut where it may be broken; pieces but the first carry a zero-width mark so that wrap glues them again. */
function pieces(word: string, limit: number): readonly string[] {
  if (word.length <= limit) return [word];
  const parts: string[] = [];
  let rest = word;
  while (rest.length > limit) {
    // A break in the first letters (`s3:`, `/`) would leave a crumb on a line of its own.
    const breaks = breaksOf(rest).filter((at) => at <= limit && at > 3);
    // Behind a separator rather than inside a name.
    const cut = breaks.findLast((at) => /\W|_/.test(rest.charAt(at - 1))) ?? breaks.at(-1) ?? limit;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  parts.push(rest);
  return parts.map((part, index) => (index === 0 ? part : `\u200b${part}`));
}

/** `label  text`, the text wrapped and indented under itself. Widths are in columns of the terminal. */
export function labelled(
  label: string,
  text: string,
  indent: number,
  labelWidth: number,
  width: number,
  paint: Painter,
): readonly string[] {
  const start = indent + labelWidth;
  return wrap(text, width - start).map((line, index) =>
    index === 0
      ? `${' '.repeat(indent)}${paint.dim(label.padEnd(labelWidth))}${line}`
      : `${' '.repeat(start)}${line}`,
  );
}

/** Painted after it is padded: escape sequences have no width. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

const GAP = 2;
/** Narrower columns are unreadable: the table then runs over the width instead. */
const NARROWEST = 9;

/**
 * Rows in columns as wide as what they hold, shrunk from the widest until they fit; cells wrap, nothing is cut off.
 * The first row is the heading.
 */
export function columns(
  rows: readonly (readonly Cell[])[],
  indent: number,
  width: number,
  paint: Painter,
): readonly string[] {
  const widths = fit(rows, width - indent);
  return rows.flatMap((row, index) => {
    // Every cell is wrapped by itself; the row is as high as its highest cell.
    const wrapped = row.map((cell, column) =>
      // An empty cell still needs its line.
      wrap(cell.text === '' ? ' ' : cell.text, widths[column] ?? NARROWEST),
    );
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => {
      const cells = row.map((cell, column) => {
        const text = (wrapped[column]?.[line] ?? '').padEnd(widths[column] ?? 0);
        const heading = index === 0 ? paint.dim : (cell.paint ?? ((same: string) => same));
        return heading(text);
      });
      return (' '.repeat(indent) + cells.join(' '.repeat(GAP))).trimEnd();
    });
  });
}

/**
 * One column at a time from the widest: a long text gives way before a short name does. No column gives way so far that
 * a name has to be broken, unless the rows do not fit otherwise.
 */
function fit(rows: readonly (readonly Cell[])[], width: number): number[] {
  const count = Math.max(...rows.map((row) => row.length));
  const columnTexts = Array.from({ length: count }, (_, column) =>
    rows.map((row) => row[column]?.text ?? ''),
  );
  const widths = columnTexts.map((texts) => Math.max(...texts.map((text) => text.length)));
  const whole = columnTexts.map((texts) => Math.max(...texts.map(longestPart)));
  const least = widths.map(() => NARROWEST);
  const wanted = width - GAP * (count - 1);
  return shrink(shrink(widths, whole, wanted), least, wanted);
}

/** @param least How narrow each column may become. */
function shrink(widths: readonly number[], least: readonly number[], wanted: number): number[] {
  const shrunk = [...widths];
  for (let excess = shrunk.reduce((sum, one) => sum + one, 0) - wanted; excess > 0; excess -= 1) {
    const spare = shrunk.map((one, column) => (one > (least[column] ?? NARROWEST) ? one : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    shrunk[spare.indexOf(widest)] = widest - 1;
  }
  return shrunk;
}
