import type { Gap } from '#model';
import type { TargetFiles } from '../../source.ts';
import type { Assignment, Expr, Language, ModuleIr } from './ir.ts';
import type { Located } from './resolve/resolver.ts';

const NONE: readonly never[] = [];

/**
 * Files of a target whose text a program takes as a value: what it imports as text, and what it reads from beside its own
 * files. Each is read when it is first asked for.
 */
export class TextFiles {
  private readonly files: TargetFiles;
  private readonly gaps: Gap[];
  private readonly known = new Map<string, Located | null>();

  /** @param gaps Where files go that cannot be read. */
  constructor(files: TargetFiles, gaps: Gap[]) {
    this.files = files;
    this.gaps = gaps;
  }

  /** @param path Of a file that the target has. Null, with a gap, where it is no text. */
  at(path: string, language: Language): Located | null {
    let known = this.known.get(path);
    if (known === undefined) this.known.set(path, (known = this.read(path, language)));
    return known;
  }

  private read(path: string, language: Language): Located | null {
    const text = this.files.text(path);
    if (text.ok) return textAt(path, language, text.value);
    this.gaps.push(text.error);
    return null;
  }
}

/** The text as the one value of a module of its own, under the name of its file. */
function textAt(path: string, language: Language, text: string): Located {
  const span = { startLine: 1, endLine: text.trimEnd().split('\n').length };
  const expr: Expr = { kind: 'string', value: text, span };
  const target = path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '');
  const rest = { branch: null, loop: null, asks: null, always: false, span };
  const set: Assignment = { target, op: 'set', value: expr, scope: 0, exported: false, ...rest };
  const own = { assignments: [set], functions: NONE, classes: NONE };
  const module: ModuleIr = {
    path,
    language,
    imports: NONE,
    scopes: [{ kind: 'module', symbol: null, parent: null, params: NONE, ...own }],
    declaring: NONE,
    ...own,
    callSites: NONE,
    declared: NONE,
    aliases: NONE,
    memberSets: NONE,
    takers: NONE,
    exports: NONE,
    readsEnvironment: false,
    mayMakeVectorTable: false,
    environmentNames: NONE,
    parseErrors: 0,
  };
  return { module, scope: 0, expr };
}
