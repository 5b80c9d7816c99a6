import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import ts from 'typescript';
import { BUILT_PROGRAM } from '../../src/cli/compiled-program.ts';
import { indexLoops } from './index-loops.ts';

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

const ALL_ASCII = /^[\0-\x7f]*$/;
const COMMENT = /^\s*(\/\/|\/\*|\*)/;

/**
 * The text of a bundle, in which esbuild leaves characters beyond ASCII in comments alone, without those: it is read as bytes
 * (src/cli/compiled-program.ts).
 *
 * @throws Where one stands in code.
 */
export function inAscii(text: string): string {
  if (ALL_ASCII.test(text)) return text;
  return text
    .split('\n')
    .map((line) => {
      if (ALL_ASCII.test(line)) return line;
      if (!COMMENT.test(line)) throw new Error(`no ASCII in a line of the program: ${line.trim()}`);
      return line.replace(/[^\0-\x7f]/gu, '?');
    })
    .join('\n');
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
  const commonjs = {
    ...options,
    format: 'cjs',
    define: { 'import.meta.url': 'bundledUrl', 'import.meta.dirname': '__dirname' },
  } satisfies BuildOptions;
  const whole = { ...commonjs, banner: { js: MODULE_URL }, plugins: [loopsByIndex()] } satisfies BuildOptions;
  const program = join(out, BUILT_PROGRAM);
  const built = await Promise.all([
    // It finds the program beside itself (src/cli/load-program.ts). CommonJS, as all here: what starts as an ES module has
    // Node's loader of those compiled first, 10 ms of CPU, in a thread too.
    build({
      ...commonjs,
      external: [...options.external, './program.ts'],
      outfile: join(out, 'main.cjs'),
      entryPoints: ['src/cli/main.ts'],
    }),
    build({ ...whole, outfile: program, entryPoints: [PROGRAM] }),
    // By itself: what it shared with the program would be loaded in the thread with all that the program needs beside it.
    build({
      ...whole,
      outfile: join(out, 'parser-worker.cjs'),
      entryPoints: [PARSER_THREAD],
    }),
  ]);
  writeFileSync(program, inAscii(readFileSync(program, 'utf8')));
  const metafiles = built.map(({ metafile }) => metafile);
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)) as Metafile['inputs'],
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)) as Metafile['outputs'],
  };
}
