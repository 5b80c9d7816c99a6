import { EXIT } from './exit-codes.ts';

/** Tells a bug, with its stack as a part of the report. */
export function internalError(error: unknown): number {
  const stack = error instanceof Error ? (error.stack ?? error.message) : 'unknown';
  process.stderr.write(`sightline: internal error, please report it: ${stack}\n`);
  return EXIT.internal;
}
