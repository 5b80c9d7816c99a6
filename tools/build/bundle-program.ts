import { join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import ts from 'typescript';
import { BUILT_PROGRAM } from '../../src/cli/compiled-program.ts';
import { indexLoops } from './index-loops.ts';

/** CommonJS packages inside an ES module ask for Node's own modules by `require`. */
const REQUIRE = `import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);`;

/** What a CommonJS module has no word for. */
const MODULE_URL = `const bundledUrl = require('node:url').pathToFileURL(__filename).href;`;

const PROGRAM = 'src/cli/program.ts';
const PARSER_THREAD = 'src/collect/sources/code/parser-worker.ts';

/** @throws Where the compiler's options cannot be read. */
function loopsByIndex(): Plugin {
  const { config, error } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    readonly config?: object;
    readonly error?: ts.Diagnostic;
  };
  if (config === undefined || error !== undefined) throw new Error('tsconfig.json cannot be read');
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const rewrite = indexLoops([PROGRAM, PARSER_THREAD], options);
  return {
    name: 'loops-by-index',
    setup: (bundling) => {
      bundling.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        const contents = rewrite(path);
        return contents === null ? null : { contents, loader: 'ts' };
      });
    },
  };
}

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
    plugins: [loopsByIndex()],
  } satisfies BuildOptions;
  const built = await Promise.all([
    // It finds the program beside itself (src/cli/load-program.ts).
    build({
      ...esm,
      external: [...options.external, './program.ts'],
      entryPoints: { main: 'src/cli/main.ts' },
    }),
    build({ ...commonjs, outfile: join(out, BUILT_PROGRAM), entryPoints: [PROGRAM] }),
    // By itself: what it shared with the program would be loaded in the thread with all that the program needs beside it.
    // CommonJS: a thread that starts as an ES module compiles Node's loader of those first, 10 ms of CPU.
    build({
      ...commonjs,
      outfile: join(out, 'parser-worker.cjs'),
      entryPoints: [PARSER_THREAD],
    }),
  ]);
  const metafiles = built.map(({ metafile }) => metafile);
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)) as Metafile['inputs'],
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)) as Metafile['outputs'],
  };
}
