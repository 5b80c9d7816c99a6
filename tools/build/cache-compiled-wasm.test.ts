import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'sightline-wasm-'));
const made = join(folder, 'made');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** In a process of its own: flags of the engine hold for all of one. */
function run(program: string): string {
  const imports = `import { mkdirSync } from 'node:fs';
    import { cacheCompiledWasm } from './tools/build/cache-compiled-wasm.ts';
    import { tuneEngine } from './src/cli/tune-engine.ts';
    import { takeCompiledWasm } from './src/cli/compiled-wasm.ts';`;
  const { stdout, stderr } = spawnSync(
    'node',
    ['--import', 'tsx', '--input-type=module', '-e', `${imports}\n${program}`],
    { encoding: 'utf8' },
  );
  expect(stderr.replace(/^.*ExperimentalWarning.*$/gm, '').trim()).toBe('');
  return stdout.trim();
}

/** How many of the five modules a scan takes from a folder. */
function takenFrom(from: string, flags = 'tuneEngine();'): string {
  return run(`${flags} console.log(takeCompiledWasm(${JSON.stringify(from)}));`);
}

/** A copy of what the build left, with each file changed. */
function changed(name: string, change: (file: string) => void): string {
  const copy = join(folder, name);
  cpSync(made, copy, { recursive: true });
  for (const file of readdirSync(copy)) change(join(copy, file));
  return copy;
}

beforeAll(() => {
  run(`mkdirSync(${JSON.stringify(made)}); cacheCompiledWasm(${JSON.stringify(made)});`);
}, 60_000);

// That a scan says the same with it: tests/parser-thread.test.ts. Of another engine the build leaves nothing (tune-engine.ts says which).
describe.runIf(process.versions.v8.startsWith('11.'))(
  'the machine code of the parser and its grammars',
  () => {
    it('is taken by a scan', () => {
      expect(readdirSync(made)).toHaveLength(5);
      expect(takenFrom(made)).toBe('5');
    });

    it('is not taken under other flags of the engine', () => {
      expect(takenFrom(made, '')).toBe('0');
    });

    it.each<[string, (file: string) => void]>([
      ['that is cut off', (file) => truncateSync(file, 4_000)],
      ['that is empty', (file) => truncateSync(file, 0)],
      [
        'of which one octet is another',
        (file) => {
          const bytes = readFileSync(file);
          bytes[2_000] = (bytes[2_000] ?? 0) ^ 1;
          writeFileSync(file, bytes);
        },
      ],
    ])('is not taken from a file %s', (name, change) => {
      expect(takenFrom(changed(name, change))).toBe('0');
    });

    it('is missed where there is none, without a word', () => {
      expect(takenFrom(join(folder, 'nowhere'))).toBe('0');
    });
  },
);
