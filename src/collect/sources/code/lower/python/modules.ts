import type { Lowering, StatementHandler } from '../lowering.ts';

/** In the scope where it stands: an import inside a function binds there alone. */
function addImport(lowering: Lowering, node: number, local: string, module: string, imported: string): void {
  const scope = lowering.scopeIndex;
  lowering.imports.push({ local, module, imported, scope, span: lowering.span(node) });
}

/** `import a.b` binds `a`, and `a.b` can be reached through it; `import a.b as c` binds the inner module. */
function lowerImport(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  for (const child of tree.children(node)) {
    if (lowering.is(child, 'aliased_import')) {
      const name = tree.child(child, f.name);
      const alias = tree.child(child, f.alias);
      if (name >= 0 && alias >= 0) addImport(lowering, child, tree.slice(alias), dotted(lowering, name), '*');
    } else if (lowering.is(child, 'dotted_name')) {
      const name = dotted(lowering, child);
      const [root = name] = name.split('.');
      addImport(lowering, child, root, root, '*');
      // Bound to nothing that a program can write: it says which modules are reached through the root.
      if (root !== name) addImport(lowering, child, '', name, '*');
    }
  }
}

/** `from a import b, c as d`, `from . import x`, `from a import *`. */
function lowerImportFrom(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const from = tree.child(node, f.module_name);
  if (from < 0) return;
  const module = dotted(lowering, from);
  for (const child of tree.children(node)) {
    // The module's own name is a child too.
    if (child === from) continue;
    if (lowering.is(child, 'wildcard_import')) addImport(lowering, child, '*', module, '*');
    else if (lowering.is(child, 'aliased_import')) {
      const name = tree.child(child, f.name);
      const alias = tree.child(child, f.alias);
      if (name >= 0 && alias >= 0)
        addImport(lowering, child, tree.slice(alias), module, dotted(lowering, name));
    } else if (lowering.is(child, 'dotted_name')) {
      const name = dotted(lowering, child);
      addImport(lowering, child, name, module, name);
    }
  }
}

/** Line breaks may stand inside a dotted name. */
function dotted(lowering: Lowering, node: number): string {
  return lowering.tree.slice(node).replace(/[\s\\]+/g, '');
}

/** Imports. */
export const PYTHON_MODULES: Readonly<Record<string, StatementHandler>> = {
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
};
