import { randomUUID } from 'node:crypto';
import { createColors } from 'picocolors';
import { besideTarget, PLAIN, type Painter, type Style } from '#present';

/** Columns. A pipe has no width of its own; narrower tables break words, and lines wider than this are not read. */
const FALLBACK_WIDTH = 100;
const NARROWEST = 60;
const WIDEST = 160;

export type ColorChoice = 'auto' | 'always' | 'never';

/** Colour where a person reads: NO_COLOR and FORCE_COLOR are obeyed, a pipe is plain (no-color.org). */
export function styleOf(
  asked: { readonly color: ColorChoice; readonly width?: number },
  env: NodeJS.ProcessEnv = process.env,
  stream: NodeJS.WriteStream = process.stdout,
): Style {
  const { color: choice, width = null } = asked;
  // Node leaves it out where the stream is no terminal, whatever its type says.
  const isTerminal = (stream as { readonly isTTY?: boolean }).isTTY === true;
  // A boolean in every case: of undefined picocolors makes a guess of its own, and colours a pipe under CI.
  const colored =
    choice === 'always' ||
    (choice === 'auto' &&
      !isSet(env['NO_COLOR']) &&
      (isForced(env['FORCE_COLOR']) || (isTerminal && env['TERM'] !== 'dumb')));
  const columns = width ?? (isTerminal ? stream.columns : Number(env['COLUMNS'] ?? FALLBACK_WIDTH));
  return {
    width: Math.min(WIDEST, Math.max(NARROWEST, Number.isFinite(columns) ? columns : FALLBACK_WIDTH)),
    paint: colored ? markedPainter() : PLAIN,
    // Until a scan has shown where its targets lie.
    place: besideTarget,
  };
}

/** Colours whose escape characters are a mark that nobody outside this run can write. */
function markedPainter(): Painter {
  const mark = `\u0000${randomUUID()}`;
  const { bold, dim, red, green, cyan } = createColors(true);
  const marked = (paint: (text: string) => string) => {
    // What stands before and behind the text; the text itself keeps whatever a stranger wrote in it.
    const [open = '', close = ''] = paint('\n').replaceAll('\u001b', mark).split('\n');
    return (text: string): string => open + text + close;
  };
  return {
    bold: marked(bold),
    dim: marked(dim),
    red: marked(red),
    green: marked(green),
    cyan: marked(cyan),
    mark,
  };
}

/** Present and not empty (no-color.org). */
function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/** FORCE_COLOR=0 and FORCE_COLOR=false force nothing. */
function isForced(value: string | undefined): boolean {
  return isSet(value) && value !== '0' && value !== 'false';
}
