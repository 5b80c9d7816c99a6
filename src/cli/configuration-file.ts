import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openTarget, readConfiguration as parseConfiguration, type Configuration } from '#collect';
import { UsageError } from './exit-codes.ts';

/** `path` and `folder` are absolute; paths inside the file are relative to `folder`. */
export interface ConfigurationFile {
  readonly path: string;
  readonly folder: string;
  readonly configuration: Configuration;
  /** 1-based, of the part at this path or the nearest around it: for problems that only the shell can see. */
  readonly lineOf: (path: readonly string[]) => number;
}

// In one folder the first of them is taken.
const NAMES = ['sightline.config.yaml', 'sightline.config.yml'];

/**
 * The file named, or the nearest sightline.config.yaml above the folder, up to the root of its git repository. Null
 * where there is none, which is no error: everything in it is optional.
 *
 * @throws UsageError where the file that was named is not there.
 */
export function findConfiguration(named: string | undefined, from: string): string | null {
  if (named !== undefined) {
    const there = statSync(named, { throwIfNoEntry: false });
    if (there?.isDirectory() === true)
      throw new UsageError(`no configuration at ${named}: it is a folder; name the file in it`);
    if (there?.isFile() !== true) throw new UsageError(`no configuration at ${named}: there is no such file`);
    return resolve(named);
  }
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    // A file in worktrees and submodules, a folder elsewhere. What lies above a repository is not its own.
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return null;
  }
}

/**
 * Read as every other file is: bounded in size, depth and aliases, since a scan of somebody's repository finds somebody's file.
 *
 * @throws UsageError with every problem of the file and its line.
 */
export function readConfiguration(path: string): ConfigurationFile {
  const files = openTarget(path, 'configuration');
  const text = files.text(files.paths[0] ?? '');
  if (!text.ok) throw new UsageError(`${path}: ${text.error.detail}`);
  const read = parseConfiguration(text.value);
  if (read.ok) return { path, folder: dirname(path), ...read.value };
  const problems = read.error.map(
    ({ line, detail }) => `${line === null ? path : `${path}:${String(line)}`}: ${detail}`,
  );
  throw new UsageError(problems.join('\n'));
}
