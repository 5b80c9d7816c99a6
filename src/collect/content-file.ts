import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type * as z from 'zod';
import { ContentError, PARSED_ONCE } from '#model';

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
  return (compiled ??= readCompiled(join(import.meta.dirname, COMPILED_CONTENT)));
}

/**
 * What the build left, and nothing where it is not there or has another shape: slower, and the same. Its shape alone is looked at, as
 * every start reads it; what an entry holds was looked at by the build.
 */
export function readCompiled(file: string): CompiledContent {
  try {
    const { checked, parsed } = JSON.parse(readFileSync(file, 'utf8')) as Partial<CompiledContent>;
    if (isRecord(checked) && isRecord(parsed)) return { checked, parsed };
  } catch {
    // Run from the sources, cut off, or null.
  }
  return { checked: {}, parsed: {} };
}

/** No file of content/ is anything but an object or a list. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isHeld(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/**
 * Reads one YAML file of content/.
 *
 * @throws ContentError when it is missing or no YAML: the package is broken, not the input.
 */
export function readContentFile(path: string): unknown {
  const yaml = readYaml(path);
  return parsedContent(path, yaml, contentKey(yaml));
}

function readYaml(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ContentError(path, error);
  }
}

function parsedContent(path: string, yaml: string, key: string): unknown {
  const known = compiledContent().parsed[key];
  if (isHeld(known)) return known;
  try {
    return parse(yaml) as unknown;
  } catch (error) {
    throw new ContentError(path, error);
  }
}

/** Reads one YAML file of content/ for a schema, which is asked only where `isChecked` is false. @throws As readContentFile. */
export function readForSchema(path: string, part: ContentPart): ContentFile {
  const yaml = readYaml(path);
  const key = contentKey(yaml);
  const checked = compiledContent().checked[checkedKey(part, key)];
  return isHeld(checked)
    ? { isChecked: true, value: checked }
    : { isChecked: false, value: parsedContent(path, yaml, key) };
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
