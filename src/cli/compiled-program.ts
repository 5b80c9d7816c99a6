import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { engineBuild } from './engine-build.ts';

/** The build's one file beside main.cjs: a CommonJS module, since Node keeps the compiled form of no other (docs/decisions/0013). */
export const BUILT_PROGRAM = 'program.cjs';

/** A CommonJS module as a function, not yet run. */
interface CompiledProgram {
  readonly script: Script;
  /** Where the compiled form of exactly this text stands, or would stand. */
  readonly cacheFile: string;
}

/**
 * Compiles a built program, from the form that the build left beside it where there is one for this engine: any other compiles the
 * text, which costs a tenth of a second more. The name holds a SHA-256 of the text and of the engine's build, because the engine
 * itself compares no more than the text's length, its version and its flags.
 *
 * @throws Where the file cannot be read or is no JavaScript: the package is broken.
 */
export function compileProgram(file: string, engine = engineBuild()): CompiledProgram {
  const bytes = readFileSync(file);
  const hash = createHash('sha256').update(engine).update(bytes).digest('hex');
  const cacheFile = join(dirname(file), `program-${hash}.cache`);
  // The build writes ASCII alone: as UTF-8 it would be read through twice, and held in two bytes for each character.
  const text = bytes.toString('latin1');
  // As Node wraps modules, on one line, so that lines of a stack are those of the file.
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
  const cachedData = readCache(cacheFile);
  return { script: new Script(wrapped, { filename: file, ...(cachedData && { cachedData }) }), cacheFile };
}

function readCache(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
