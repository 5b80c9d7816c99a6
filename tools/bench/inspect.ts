import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInspector } from '#inspect';
import { loadDetectorFiles } from '../../src/cli/detector-files.ts';

/** Sizes between a snippet and a long page: what prompts and tool results are made of. */
const LEAST_BYTES = 1_000;
const MOST_BYTES = 8_000;
const MOST_OF_A_KIND = 500;
/** Rounds; the first compile the patterns. */
const WARM_UP = 2;
const ROUNDS = 7;

/**
 * Files of 1 to 8 KB below node_modules in order of path, up to 500 of prose (Markdown) and 500 of code (JavaScript and
 * TypeScript): the same texts wherever the same lock file was installed.
 */
function benchTexts(root = 'node_modules'): readonly string[] {
  const prose: string[] = [];
  const code: string[] = [];
  // A stack and not recursion, so that an installation of any depth can be walked.
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const below: string[] = [];
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      // What is hidden (.bin, caches) differs from one machine to the next.
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) below.push(path);
      else if (entry.isFile() && /\.md$/i.test(entry.name)) prose.push(path);
      else if (entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name)) code.push(path);
    }
    folders.push(...below);
  }
  return [...textsOf(prose), ...textsOf(code)];
}

function textsOf(paths: string[]): string[] {
  const texts: string[] = [];
  for (const path of paths.sort((a, b) => (a < b ? -1 : 1))) {
    if (texts.length === MOST_OF_A_KIND) break;
    const { size } = statSync(path);
    if (size >= LEAST_BYTES && size <= MOST_BYTES) texts.push(readFileSync(path, 'utf8'));
  }
  return texts;
}

/** Megabytes (10^6 bytes of UTF-8) a second of CPU time of this process, the median of the rounds. */
function rate(texts: readonly string[], bytes: number, inspect: (text: string) => void): number {
  const rates: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (const text of texts) inspect(text);
    const { user, system } = process.cpuUsage(before);
    if (round >= WARM_UP) rates.push(bytes / (user + system));
  }
  return rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

function fingerprint(secret: string): string {
  return createHmac('sha256', 'a key for the benchmark').update(secret).digest('hex');
}

/** Both rates stand side by side, as decoding is what a hostile text makes dear. */
export function benchInspect(): Promise<{ name: string; figures: Readonly<Record<string, number>> }> {
  const texts = benchTexts();
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const detectors = loadDetectorFiles();
  const plain = createInspector({ detectors, fingerprint, decode: false });
  const decoding = createInspector({ detectors, fingerprint });
  const figures = {
    texts: texts.length,
    megabytes: bytes / 1e6,
    detectors: detectors.length,
    // Told beside the rates: a build that finds less is fast.
    matches: texts.reduce((sum, text) => sum + decoding.inspect(text).length, 0),
    plainMbPerCpuSecond: rate(texts, bytes, (text) => plain.inspect(text)),
    decodingMbPerCpuSecond: rate(texts, bytes, (text) => decoding.inspect(text)),
  };
  return Promise.resolve({ name: 'inspect', figures });
}

if (process.argv[1] === import.meta.filename)
  process.stdout.write(`${JSON.stringify(await benchInspect(), null, 2)}\n`);
