import { EXIT } from './exit-codes.ts';

/**
 * Tells a bug, with its stack as a part of the report.
 *
 * @param shown How a terminal may be given the text, which can name what a stranger wrote; as it is where nothing of a stranger was read yet.
 */
export function internalError(error: unknown, shown = (text: string): string => text): number {
  const stack = error instanceof Error ? (error.stack ?? error.message) : 'unknown';
  process.stderr.write(`sightline: internal error, please report it: ${shown(stack)}\n`);
  return EXIT.internal;
}
