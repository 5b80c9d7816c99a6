import type { PlaceName } from './places.ts';

/** Colour is never the only sign: every painted word also says what it means. Plain where colour is off. */
export interface Painter {
  readonly bold: (text: string) => string;
  /** For labels and headings: what proves something is read, and dim text is hard to read on white. */
  readonly dim: (text: string) => string;
  /** What has to be looked at. */
  readonly red: (text: string) => string;
  /** What holds. */
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
  /** Stands for the escape character until the page is whole (printable.ts); null where nothing is painted. */
  readonly mark: string | null;
}

/** How wide a line may be, in columns, how it is painted, and from where paths are written. */
export interface Style {
  readonly width: number;
  readonly paint: Painter;
  readonly place: PlaceName;
}

const same = (text: string): string => text;
/** For pipes, files and NO_COLOR. */
export const PLAIN: Painter = { bold: same, dim: same, red: same, green: same, cyan: same, mark: null };

/** Only what has to be looked at is bright; yellow is not to be read on white. */
export function severityText(severity: string, paint: Painter): string {
  if (severity === 'critical' || severity === 'high') return paint.red(severity);
  return severity === 'medium' ? paint.bold(severity) : paint.dim(severity);
}
