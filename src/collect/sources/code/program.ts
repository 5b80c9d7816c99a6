import type { Gap } from '#model';
import type { ModuleIr } from './ir.ts';

/** The modules of one target that matter: those that name an AI library, and those that they import. */
export interface Program {
  /** By path relative to the target, in path order. */
  readonly modules: ReadonlyMap<string, ModuleIr>;
  /** Paths whose own text names an AI library; the others are here because these import them. */
  readonly hits: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
  readonly files: { readonly seen: number; readonly read: number; readonly bytes: number };
}
