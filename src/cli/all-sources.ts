import { join } from 'node:path';
import { readContentFile, SOURCES, type Source } from '#collect';
import { runtimeSources } from '#runtime';
import { packageRoot } from './package-root.ts';

/** One of the catalogues that telemetry is read by, from the compiled content where the program was built. */
export function readTelemetryCatalogue(file: string): unknown {
  return readContentFile(join(packageRoot(), 'content', 'catalog', 'telemetry', file));
}

/** Every source of every plane, in the order in which they run and are listed. */
export const ALL_SOURCES: readonly Source[] = [...SOURCES, ...runtimeSources(readTelemetryCatalogue)];
