import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import type * as z from 'zod';
import { Framework, Rule } from '#assess';
import {
  checkedKey,
  COMPILED_CONTENT,
  contentKey,
  type CompiledContent,
  type ContentPart,
} from '../../src/collect/content-file.ts';
import { CATALOG_PARTS } from '../../src/collect/sources/code/recognise/catalog/catalog-parts.ts';

/** By path below content/, which schema the program holds a file to (src/collect/content-file.ts); others it reads for itself. */
const SCHEMAS: readonly (readonly [RegExp, ContentPart, z.ZodType])[] = [
  [/^rules\/.*\/rule\.yaml$/, 'rules', Rule],
  [/^frameworks\//, 'frameworks', Framework],
  ...Object.entries(CATALOG_PARTS).map(
    ([part, schema]) => [new RegExp(`^catalog/${part}/`), `catalog/${part}`, schema] as const,
  ),
];

/** What the schema of a file makes of it; null where it has none, or is at odds with it: the program then says what is wrong. */
function checkedContent(
  path: string,
  value: unknown,
): { readonly part: ContentPart; readonly data: unknown } | null {
  const found = SCHEMAS.find(([pattern]) => pattern.test(path.replaceAll(sep, '/')));
  if (found === undefined) return null;
  const [, part, schema] = found;
  const parsed = schema.safeParse(value);
  return parsed.success ? { part, data: parsed.data } : null;
}

/** @throws Where JSON cannot hold the value: dates, NaN and undefined would come back as something else. */
function held(path: string, value: unknown): unknown {
  // Records of a schema have no prototype, those of JSON have.
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(value)), structuredClone(value)))
    throw new Error(`content/${path} holds what JSON cannot hold`);
  return value;
}

/**
 * Writes every YAML file of content/ that a scan reads as JSON, by its hash; the cases of rules are read by tests alone.
 *
 * @throws Where a file is no YAML or holds what JSON cannot hold.
 */
export function compileContent(root: string, out: string): void {
  const checked: Record<string, unknown> = {};
  const parsed: Record<string, unknown> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!path.endsWith('.yaml') || /(^|[\\/])cases[\\/]/.test(path)) continue;
    const yaml = readFileSync(join(root, path), 'utf8');
    const value = held(path, parse(yaml));
    const found = checkedContent(path, value);
    if (found === null) parsed[contentKey(yaml)] = value;
    else checked[checkedKey(found.part, contentKey(yaml))] = held(path, found.data);
  }
  const whole: CompiledContent = { checked, parsed };
  writeFileSync(join(out, COMPILED_CONTENT), JSON.stringify(whole));
}
