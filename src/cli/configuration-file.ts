import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Configuration } from '#collect';
import { UsageError } from './exit-codes.ts';

export interface ConfigurationFile {
  readonly path: string;
  readonly folder: string;
  readonly configuration: Configuration;
}

const NAMES = ['sightline.config.yaml', 'sightline.config.yml'];

/** The file named, or the nearest sightline.config.yaml above the folder, up to the root of its git repository. */
export function findConfiguration(named: string | undefined, from: string): string | null {
  if (named !== undefined) {
    if (statSync(named, { throwIfNoEntry: false })?.isFile() !== true)
      throw new UsageError(`no configuration at ${named}: there is no such file`);
    return resolve(named);
  }
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return null;
  }
}

export function readConfiguration(path: string): ConfigurationFile {
  const parsed = Configuration.safeParse(parseYaml(path));
  if (!parsed.success) throw new UsageError(`${path}: ${z.prettifyError(parsed.error)}`);
  return { path, folder: dirname(path), configuration: parsed.data };
}

function parseYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { maxAliasCount: 100 }) as unknown;
  } catch (error) {
    throw new UsageError(`${path} is not YAML: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}
