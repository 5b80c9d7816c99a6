import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const GRAMMAR_NAMES = ['python', 'typescript', 'tsx', 'javascript'] as const;

export type GrammarName = (typeof GRAMMAR_NAMES)[number];

const installed = createRequire(import.meta.url);
let folder: string | undefined;

/** Path of the parser's WebAssembly. @throws Where its package is not installed. */
export function parserWasm(): string {
  return installed.resolve('web-tree-sitter/web-tree-sitter.wasm');
}

/** Path of a grammar's WebAssembly. @throws Where the package of the grammars is not installed. */
export function grammarWasm(name: GrammarName): string {
  folder ??= join(dirname(installed.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
  return join(folder, `tree-sitter-${name}.wasm`);
}

/** The parser's and those of all grammars. */
export function parserWasmFiles(): readonly string[] {
  return [parserWasm(), ...GRAMMAR_NAMES.map(grammarWasm)];
}
