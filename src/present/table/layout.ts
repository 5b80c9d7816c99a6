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

/** Where a word is broken first: behind a separator, but not between a path and its line. */
const SEPARATORS = /(?<=[/,#_-])(?=.)|(?<=:)(?=\D)/g;
/** Where it is broken next: before the next part of a name in camelCase. */
const HUMPS = /(?<=[a-z0-9])(?=[A-Z])/g;

/** The longest part of a text that is left when its words are broken there. */
function longestPart(text: string, ...breaks: readonly RegExp[]): number {
  const parts = breaks.reduce((all, at) => all.flatMap((part) => part.split(at)), text.split(/\s+/));
  return Math.max(...parts.map((part) => part.length));
}

/** The last place before the limit where the word may be broken; the limit itself where there is none. */
function cutAt(word: string, limit: number): number {
  for (const breaks of [SEPARATORS, HUMPS]) {
    // A break in the first letters (`s3:`, `/`) would leave a crumb on a line of its own.
    const at = [...word.matchAll(breaks)]
      .map((found) => found.index)
      .findLast((one) => one <= limit && one > 3);
    if (at !== undefined) return at;
  }
  return limit;
}

/** A long word cut where it may be broken; pieces but the first carry a zero-width mark so that wrap glues them again. */
function pieces(word: string, limit: number): readonly string[] {
  if (word.length <= limit) return [word];
  const parts: string[] = [];
  let rest = word;
  while (rest.length > limit) {
    const cut = cutAt(rest, limit);
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

/**
 * Rows in columns as wide as what they hold, shrunk from the widest until they fit; cells wrap, nothing is cut off.
 * The first row is the heading. Where columns would break words in their middle each row is told under its first cell.
 */
export function columns(
  rows: readonly (readonly Cell[])[],
  indent: number,
  width: number,
  paint: Painter,
): readonly string[] {
  const widths = fit(rows, width - indent);
  if (widths === null) return stacked(rows, indent, width, paint);
  return rows.flatMap((row, index) => {
    // Every cell is wrapped by itself; the row is as high as its highest cell.
    const wrapped = row.map((cell, column) =>
      // An empty cell still needs its line.
      wrap(cell.text === '' ? ' ' : cell.text, widths[column] ?? 0),
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

/** Each row under its first cell, which names it: what a column would say stands behind the heading. */
function stacked(
  [heading = [], ...rows]: readonly (readonly Cell[])[],
  indent: number,
  width: number,
  paint: Painter,
): readonly string[] {
  return rows.flatMap(([name, ...cells]) => {
    const said = cells.map(({ text }, at) => `${heading[at + 1]?.text ?? ''}: ${text}`).join(' · ');
    const bold = name?.paint ?? paint.bold;
    return [
      ...wrap(name?.text ?? '', width - indent).map((line) => `${' '.repeat(indent)}${bold(line)}`),
      ...wrap(said, width - indent - GAP).map((line) => `${' '.repeat(indent + GAP)}${line}`),
    ];
  });
}

/**
 * One column at a time from the widest: a heading gives way before what stands under it, a long text before a short name. Names are
 * broken behind separators where the rows do not fit otherwise, and between the words of a name; null where even that does not do.
 */
function fit(rows: readonly (readonly Cell[])[], width: number): number[] | null {
  const count = Math.max(...rows.map((row) => row.length));
  const texts = Array.from({ length: count }, (_, column) => rows.map((row) => row[column]?.text ?? ''));
  const widest = (measure: (text: string) => number): number[] =>
    texts.map((column) => Math.max(...column.map(measure)));
  const under = texts.map(([heading = '', ...column]) =>
    Math.max(longestPart(heading), ...column.map((text) => text.length)),
  );
  const least = [
    under,
    widest((text) => longestPart(text)),
    widest((text) => longestPart(text, SEPARATORS)),
    widest((text) => longestPart(text, SEPARATORS, HUMPS)),
  ];
  const available = width - GAP * (count - 1);
  const widths = least.reduce(
    (before, one) => shrink(before, one, available),
    widest((text) => text.length),
  );
  return widths.reduce((sum, one) => sum + one, 0) > available ? null : widths;
}

/** @param least How narrow each column may become. */
function shrink(widths: readonly number[], least: readonly number[], wanted: number): number[] {
  const shrunk = [...widths];
  for (let excess = shrunk.reduce((sum, one) => sum + one, 0) - wanted; excess > 0; excess -= 1) {
    const spare = shrunk.map((one, column) => (one > (least[column] ?? 0) ? one : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    shrunk[spare.indexOf(widest)] = widest - 1;
  }
  return shrunk;
}
