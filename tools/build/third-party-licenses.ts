import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Beside the bundle that it speaks of. */
export const THIRD_PARTY_LICENSES = 'THIRD-PARTY-LICENSES.txt';

/** SPDX ids of licences that ask for their text and no more; another one is a decision for people, not for a build. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
  ],
]);

/** Apache-2.0 asks for the NOTICE of a work as well (section 4d). */
const LEGAL_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const LICENSE_FILE = /^(licen[cs]e|copying)([.-].*)?$/i;

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** The part of esbuild's metafile that says what went into the output. */
interface Bundled {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

/**
 * Folders of the packages of which a file is in the bundle, sorted. Also where nothing but its side effects is left of a
 * file: naming one too many harms nobody.
 */
export function bundledPackages({ outputs }: Bundled): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.flatMap(
    (input) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [],
  );
  return [...new Set(folders)].sort();
}

/**
 * The licences of these packages in full, as they ask to be handed on with the code.
 *
 * @throws Where a package has no licence text or a licence that is not known to be permissive: such a build must not be
 * handed on.
 */
export function licensesText(folders: readonly string[]): string {
  // The same package may lie in several places, in one version or in several.
  const sections = new Map(folders.map((folder) => sectionOf(folder)));
  const lead = `The program in this folder contains code of ${String(sections.size)} packages, under the licences that follow.`;
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `${[lead, ...sorted].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function sectionOf(folder: string): readonly [string, string] {
  const { name, version, license } = Manifest.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  if (!PERMISSIVE.has(license))
    throw new Error(`${name} is under ${license}, which is not known to be permissive`);
  const files = readdirSync(folder).sort();
  const texts = files
    .filter((file) => LEGAL_FILE.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const hasLicense = files.some((file) => LICENSE_FILE.test(file)) && texts.every((text) => text !== '');
  if (!hasLicense) throw new Error(`${name} comes without the text of its licence (${license})`);
  const title = `${name} ${version} (${license})`;
  return [title, [title, ...texts].join('\n\n')];
}
