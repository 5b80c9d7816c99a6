import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { BUILT_PROGRAM } from '../../src/cli/compiled-program.ts';

/** CommonJS packages inside an ES module ask for Node's own modules by `require`. */
const REQUIRE = `import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);`;

/** What a CommonJS module has no word for. */
const MODULE_URL = `const bundledUrl = require('node:url').pathToFileURL(__filename).href;`;

/**
 * Bundles the program into a folder. Loading some 200 small modules of packages one by one costs 0.3 s of CPU a start; those
 * packages that read files of their own (WebAssembly) stay outside.
 *
 * @returns What went into it, with paths relative to the working directory.
 */
export async function bundleProgram(out: string): Promise<Metafile> {
  const options = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    // Defined one by one, the fields of a class cost ten times what it costs to assign them; no class redeclares one.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    mainFields: ['module', 'main'],
    external: ['web-tree-sitter', '@vscode/tree-sitter-wasm'],
    metafile: true,
    logLevel: 'error',
  } satisfies BuildOptions;
  const esm = { ...options, format: 'esm', outdir: out, banner: { js: REQUIRE } } satisfies BuildOptions;
  const commonjs = {
    ...options,
    format: 'cjs',
    define: { 'import.meta.url': 'bundledUrl', 'import.meta.dirname': '__dirname' },
    banner: { js: MODULE_URL },
  } satisfies BuildOptions;
  const built = await Promise.all([
    // It finds the program beside itself (src/cli/load-program.ts).
    build({
      ...esm,
      external: [...options.external, './program.ts'],
      entryPoints: { main: 'src/cli/main.ts' },
    }),
    build({ ...commonjs, outfile: join(out, BUILT_PROGRAM), entryPoints: ['src/cli/program.ts'] }),
    // By itself: what it shared with the program would be loaded in the thread with all that the program needs beside it.
    // CommonJS: a thread that starts as an ES module compiles Node's loader of those first, 10 ms of CPU.
    build({
      ...commonjs,
      outfile: join(out, 'parser-worker.cjs'),
      entryPoints: ['src/collect/sources/code/parser-worker.ts'],
    }),
  ]);
  const metafiles = built.map(({ metafile }) => metafile);
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)) as Metafile['inputs'],
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)) as Metafile['outputs'],
  };
}
