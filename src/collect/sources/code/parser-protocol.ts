import type { Gap } from '#model';
import type { PackedTree } from './flat-tree.ts';
import type { GrammarName } from './wasm-files.ts';

/** A file for the parser's thread. */
export interface ParseRequest {
  /** null: no language that is read, which the answer says. */
  readonly grammar: GrammarName | null;
  readonly path: string;
  readonly text: string;
}

/** Its tree, or why there is none. */
export type ParseAnswer = { readonly tree: PackedTree } | { readonly gap: Gap };

/** What the thread says first: all of a grammar that lowering needs. */
export interface GrammarNames {
  readonly name: GrammarName;
  /** By id. */
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
}
