import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { compileContent } from './compile-content.ts';

const OUT = 'dist';

/** CommonJS packages inside an ES module ask for Node's own modules by `require`. */
const REQUIRE = `import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);`;

// A chunk of an earlier build would be published with this one.
rmSync(OUT, { recursive: true, force: true });
// Loading some 200 small modules of packages one by one costs 0.3 s of CPU a start: they are bundled. Those that read files of
// their own (WebAssembly) stay outside.
await build({
  entryPoints: { main: 'src/cli/main.ts', 'parser-worker': 'src/collect/sources/code/parser-worker.ts' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['web-tree-sitter', '@vscode/tree-sitter-wasm'],
  banner: { js: REQUIRE },
  outdir: OUT,
  logLevel: 'error',
});
compileContent('content', OUT);
