import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type * as z from 'zod';
import { PARSED_ONCE } from '#model';

/**
 * Content by the SHA-256 of its YAML: what `npm run build` leaves beside the program (tools/build/compile-content.ts), since parsing
 * it costs half a second at every start, and holding it to its schemas another 40 ms. A file that was edited afterwards has another
 * hash, is parsed and held to its schema, so that nothing here can be stale.
 */
export interface CompiledContent {
  /** What its schema made of a file; of files that a scan always reads. */
  readonly checked: Readonly<Record<string, unknown>>;
  /** What all others hold. */
  readonly parsed: Readonly<Record<string, unknown>>;
}

/** A folder below content/ whose files are of one form: what was held to the schema of one is nothing to another. */
export type ContentPart = 'rules' | 'frameworks' | `catalog/${string}`;

/** Of one part: a copy of a file in another folder is held to that one's schema. */
export function checkedKey(part: ContentPart, key: string): string {
  return `${part} ${key}`;
}

/** One file, and whether it is what its schema makes of it or what the YAML says. */
interface ContentFile {
  readonly isChecked: boolean;
  readonly value: unknown;
}

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
    compiled = { checked: {}, parsed: {} };
  }
  return compiled;
}

/**
 * Reads one YAML file of content/.
 *
 * @throws When it is missing or no YAML: the package is broken, not the input.
 */
export function readContentFile(path: string): unknown {
  return parsedContent(readFileSync(path, 'utf8'));
}

function parsedContent(yaml: string, key = contentKey(yaml)): unknown {
  return compiledContent().parsed[key] ?? (parse(yaml) as unknown);
}

/** Reads one YAML file of content/ for a schema, which is asked only where `isChecked` is false. @throws As readContentFile. */
export function readForSchema(path: string, part: ContentPart): ContentFile {
  const yaml = readFileSync(path, 'utf8');
  const key = contentKey(yaml);
  const checked = compiledContent().checked[checkedKey(part, key)];
  return checked === undefined
    ? { isChecked: false, value: parsedContent(yaml, key) }
    : { isChecked: true, value: checked };
}

/** What the schema makes of a file of content/, once and for all by the build where it did. @throws As readContentFile. */
export function readChecked<T extends z.ZodType>(
  path: string,
  part: ContentPart,
  schema: T,
): z.ZodSafeParseResult<z.output<T>> {
  const { isChecked, value } = readForSchema(path, part);
  return isChecked ? { success: true, data: value as z.output<T> } : schema.safeParse(value, PARSED_ONCE);
}
