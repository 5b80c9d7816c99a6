import type { PlaceName } from './places.ts';

/** Colour is never the only sign: every painted word also says what it means. Plain where colour is off. */
export interface Painter {
  readonly bold: (text: string) => string;
  /** For what is there to be looked up, not read. */
  readonly dim: (text: string) => string;
  /** What has to be looked at. */
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  /** What holds. */
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** How wide a line may be, in columns, how it is painted, and from where paths are written. */
export interface Style {
  readonly width: number;
  readonly paint: Painter;
  readonly place: PlaceName;
}

const same = (text: string): string => text;
/** For pipes, files and NO_COLOR. */
export const PLAIN: Painter = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same };

/** Only what has to be looked at is bright. */
export function severityText(severity: string, paint: Painter): string {
  if (severity === 'critical' || severity === 'high') return paint.red(severity);
  return severity === 'medium' ? paint.yellow(severity) : paint.dim(severity);
}
