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

/** Beside the bundle, so that it is found wherever the package is installed. */
export const COMPILED_CONTENT = 'content.json';

/** Of the text as it is: any edit, a comment's too, gives another key. */
export function contentKey(yaml: string): string {
  return createHash('sha256').update(yaml).digest('hex');
}

// Read at most once in a process.
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
