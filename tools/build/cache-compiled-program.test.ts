import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileProgram } from '../../src/cli/compiled-program.ts';
import { engineBuild } from '../../src/cli/engine-build.ts';
import { cacheCompiledProgram } from './cache-compiled-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-cache-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const TEXT = 'module.exports = { answer: () => 41 };\n';

function programOf(text: string): string {
  const file = join(folder, 'program.cjs');
  writeFileSync(file, text);
  return file;
}

/** What the module exports, run as the program is. */
function answerOf(file: string): unknown {
  const module: { exports: { answer?: () => unknown } } = { exports: {} };
  const run = compileProgram(file).script.runInThisContext() as (
    exports: object,
    require: null,
    module: object,
  ) => void;
  run(module.exports, null, module);
  return module.exports.answer?.();
}

describe('the compiled form of a program', () => {
  it('is taken by the engine that made it', () => {
    const file = programOf(TEXT);
    expect(compileProgram(file).script.cachedDataRejected).toBeUndefined();
    cacheCompiledProgram(file);
    expect(compileProgram(file).script.cachedDataRejected).toBe(false);
    expect(answerOf(file)).toBe(41);
  });

  it('is not taken for a text of the same length', () => {
    const file = programOf(TEXT.replace('41', '42'));
    expect(compileProgram(file).script.cachedDataRejected).toBeUndefined();
    expect(answerOf(file)).toBe(42);
  });

  it('is not taken by another build of the engine', () => {
    const file = programOf(TEXT.replace('41', '44'));
    cacheCompiledProgram(file);
    expect(compileProgram(file).cacheFile).not.toBe(compileProgram(file, 'another build').cacheFile);
    expect(compileProgram(file, 'another build').script.cachedDataRejected).toBeUndefined();
  });

  it('that is damaged costs nothing but time', () => {
    const file = programOf(TEXT.replace('41', '43'));
    // Its name from the text itself: what the engine compiled once in a process it does not look for again.
    const hash = createHash('sha256').update(engineBuild()).update(readFileSync(file)).digest('hex');
    writeFileSync(join(folder, `program-${hash}.cache`), 'not a compiled form');
    expect(compileProgram(file).script.cachedDataRejected).toBe(true);
    expect(answerOf(file)).toBe(43);
  });
});
