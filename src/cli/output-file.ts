import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './exit-codes.ts';

/**
 * Asked before a scan, which may take minutes: whether its result will have a place to go.
 *
 * @throws UsageError where the folder is missing, may not be written, or the path is a folder itself.
 */
export function checkOutput(path: string): void {
  const folder = dirname(path);
  const inside = statSync(folder, { throwIfNoEntry: false });
  if (inside?.isDirectory() !== true)
    throw new UsageError(`cannot write ${path}: there is no folder ${folder}`);
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory() === true) throw new UsageError(`cannot write ${path}: it is a folder`);
  try {
    // A file that is there is written over in its place: only its own rights count.
    accessSync(there === undefined ? folder : path, constants.W_OK);
  } catch (error) {
    throw notWritten(path, error);
  }
}

/** @throws UsageError where it cannot be written after all: a full disk, a folder that only looks writable. */
export function writeOutput(path: string, text: string, mode = 0o666): void {
  try {
    writeFileSync(path, text, { mode });
  } catch (error) {
    throw notWritten(path, error);
  }
}

function notWritten(path: string, error: unknown): UsageError {
  return new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : 'unknown error'}`);
}
