import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { compileProgram } from '../../src/cli/compiled-program.ts';

/**
 * Leaves the engine's compiled form of the built program beside it. All functions are in it, also those that a run may never ask
 * for: reading two megabytes more costs less than compiling what is asked for. Nothing of the program is run.
 */
export function cacheCompiledProgram(file: string): void {
  setFlagsFromString('--no-lazy');
  const { script, cacheFile } = compileProgram(file);
  // The engine takes it back under the flags alone that it has here: its own.
  setFlagsFromString('--lazy');
  writeFileSync(cacheFile, script.createCachedData());
}
