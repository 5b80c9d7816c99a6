import { build, type BuildOptions, type Metafile } from 'esbuild';

/** CommonJS packages inside an ES module ask for Node's own modules by `require`. */
const REQUIRE = `import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);`;

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
    format: 'esm',
    target: 'node20',
    // Defined one by one, the fields of a class cost ten times what it costs to assign them; no class redeclares one.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    mainFields: ['module', 'main'],
    external: ['web-tree-sitter', '@vscode/tree-sitter-wasm'],
    banner: { js: REQUIRE },
    outdir: out,
    metafile: true,
    logLevel: 'error',
  } satisfies BuildOptions;
  const program = await build({ ...options, splitting: true, entryPoints: { main: 'src/cli/main.ts' } });
  // By itself: what it shared with the program would be loaded in the thread with all that the program needs beside it.
  const thread = await build({
    ...options,
    entryPoints: { 'parser-worker': 'src/collect/sources/code/parser-worker.ts' },
  });
  return {
    inputs: { ...program.metafile.inputs, ...thread.metafile.inputs },
    outputs: { ...program.metafile.outputs, ...thread.metafile.outputs },
  };
}
