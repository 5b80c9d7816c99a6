import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { COMPILED_CONTENT, contentKey, type CompiledContent } from '../../src/collect/content-file.ts';

/**
 * Writes every YAML file of content/ that a scan reads as JSON, by its hash; the cases of rules are read by tests alone.
 *
 * @throws Where a file is no YAML or holds what JSON cannot hold.
 */
export function compileContent(root: string, out: string): void {
  const compiled: Record<string, unknown> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!path.endsWith('.yaml') || /(^|[\\/])cases[\\/]/.test(path)) continue;
    const yaml = readFileSync(join(root, path), 'utf8');
    const value: unknown = parse(yaml);
    // Dates, NaN and undefined would come back as something else.
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value))
      throw new Error(`content/${path} holds what JSON cannot hold`);
    compiled[contentKey(yaml)] = value;
  }
  const whole: CompiledContent = compiled;
  writeFileSync(join(out, COMPILED_CONTENT), JSON.stringify(whole));
}
