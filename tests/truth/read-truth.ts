import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { TRUTH_FILES, type Truth } from './truth-schema.ts';

/** The text of each file of a truth folder, by name. */
export function truthTexts(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/**
 * A truth folder as one object.
 *
 * @throws Where a file is missing, is one that no test reads, or holds a field that no test reads.
 */
export function readTruth(texts: Readonly<Record<string, string>>): Truth {
  const strangers = Object.keys(texts).filter((name) => !(name in TRUTH_FILES));
  if (strangers.length > 0) throw new Error(`no test reads ${strangers.join(', ')}`);
  const read = <F extends keyof typeof TRUTH_FILES>(name: F): (typeof TRUTH_FILES)[F]['_output'] => {
    const said = TRUTH_FILES[name].safeParse(parse(texts[name] ?? ''));
    if (!said.success) throw new Error(`${name}: ${said.error.message}`);
    return said.data;
  };
  return {
    ...read('assets.yaml'),
    ...read('edges.yaml'),
    ...read('access.yaml'),
    ...read('paths.yaml'),
    ...read('verdicts.yaml'),
    ...read('seen.yaml'),
  };
}
