import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';

/** content/catalog/telemetry of the package, found upwards: sources and the built program lie at different depths. */
function telemetryCatalogue(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'content', 'catalog', 'telemetry');
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) throw new Error('the package has no content/catalog/telemetry');
  }
}

/**
 * Reads one of our own catalogue files.
 *
 * @throws When the file is missing or breaks its schema: the package is broken, not the input.
 */
export function readCatalogue<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(parse(readFileSync(join(telemetryCatalogue(), name), 'utf8')));
}
