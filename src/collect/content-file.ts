import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * Parsed content by the SHA-256 of its YAML: what `npm run build` leaves beside the program (tools/build/compile-content.ts), since
 * parsing it costs half a second at every start. A file that was edited afterwards has another hash and is parsed, so
 * that nothing here can be stale.
 */
export type CompiledContent = Readonly<Record<string, unknown>>;

export const COMPILED_CONTENT = 'content.json';

export function contentKey(yaml: string): string {
  return createHash('sha256').update(yaml).digest('hex');
}

let compiled: CompiledContent | null = null;

function compiledContent(): CompiledContent {
  if (compiled !== null) return compiled;
  try {
    compiled = JSON.parse(
      readFileSync(join(import.meta.dirname, COMPILED_CONTENT), 'utf8'),
    ) as CompiledContent;
  } catch {
    // Run from the sources, or built without it: slower, and the same.
    compiled = {};
  }
  return compiled;
}

/**
 * Reads one YAML file of content/.
 *
 * @throws When it is missing or no YAML: the package is broken, not the input.
 */
export function readContentFile(path: string): unknown {
  const yaml = readFileSync(path, 'utf8');
  return compiledContent()[contentKey(yaml)] ?? (parse(yaml) as unknown);
}
