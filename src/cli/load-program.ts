import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BUILT_PROGRAM, compileProgram } from './compiled-program.ts';

/** What main asks of the program. */
interface Program {
  /** @returns The exit code. */
  readonly run: (argv: readonly string[]) => Promise<number>;
}

type ModuleFunction = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/**
 * The program, from the build where there is one beside this file, else from the sources.
 *
 * @throws Where it cannot be loaded: the package is broken.
 */
export async function loadProgram(): Promise<Program> {
  const file = join(import.meta.dirname, BUILT_PROGRAM);
  if (!existsSync(file)) return import('./program.ts');
  const { script } = compileProgram(file);
  const module = { exports: {} };
  const run = script.runInThisContext() as ModuleFunction;
  run(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports as Program;
}
