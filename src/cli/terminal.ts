import { createColors } from 'picocolors';
import { besideTarget, type Painter, type Style } from '#present';

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
  // FORCE_COLOR=0 forces nothing; NO_COLOR counts wherever it is not empty.
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  const colored = choice === 'always' || (choice === 'auto' && !refused && (forced || stream.isTTY));
  const columns = width ?? (stream.isTTY ? stream.columns : Number(env['COLUMNS'] ?? FALLBACK_WIDTH));
  const { bold, dim, red, yellow, green, cyan } = createColors(colored);
  const paint: Painter = { bold, dim, red, yellow, green, cyan };
  return {
    width: Math.min(WIDEST, Math.max(NARROWEST, Number.isFinite(columns) ? columns : FALLBACK_WIDTH)),
    paint,
    // Until a scan has shown where its targets lie.
    place: besideTarget,
  };
}
