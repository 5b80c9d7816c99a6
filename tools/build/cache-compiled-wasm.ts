import { readFileSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { engineBuild } from '../../src/cli/engine-build.ts';
import { tuneEngine } from '../../src/cli/tune-engine.ts';
import { parserWasmFiles } from '#collect';
import { compiledWasmFile, engineFunction, sealed } from '../../src/cli/compiled-wasm.ts';

/** Every function by the optimising compiler, at once: what is not yet compiled is not kept. */
const OPTIMISED_AT_ONCE = ['liftoff', 'wasm-lazy-compilation', 'wasm-dynamic-tiering'];

/**
 * Leaves the machine code of the parser and of all grammars in a folder: compiling what is asked for of it takes 0.2 s of CPU in
 * each large scan. Nothing where the program would not take it. Changes the engine's flags for good, so that it is to run last.
 */
export function cacheCompiledWasm(folder: string): void {
  if (!process.versions.v8.startsWith('11.')) return;
  // The engine takes it back under the flags alone that a scan has.
  tuneEngine();
  const serialize = engineFunction('%SerializeWasmModule(module)', 'module') as (
    module: WebAssembly.Module,
  ) => ArrayBuffer;
  for (const flag of OPTIMISED_AT_ONCE) setFlagsFromString(`--no-${flag}`);
  const compiled = parserWasmFiles().map((path) => {
    const wasm = readFileSync(path);
    return { wasm, module: new WebAssembly.Module(wasm) };
  });
  for (const flag of OPTIMISED_AT_ONCE) setFlagsFromString(`--${flag}`);
  const engine = engineBuild();
  for (const { wasm, module } of compiled)
    writeFileSync(compiledWasmFile(folder, wasm, engine), sealed(new Uint8Array(serialize(module))));
}
