import type { KeptTypes } from './grammar.ts';
import type { GrammarName } from './wasm-files.ts';
import { PYTHON_KEPT } from './lower/python/rules.ts';
import { TYPESCRIPT_KEPT } from './lower/typescript/rules.ts';

/** What of a syntax tree the lowering of its language looks at. */
export function keptOf(name: GrammarName): KeptTypes {
  return name === 'python' ? PYTHON_KEPT : TYPESCRIPT_KEPT;
}
