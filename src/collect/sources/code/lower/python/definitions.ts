import type { ClassIr, Decorator, Expr } from '../../ir.ts';
import type { Lowering, StatementHandler } from '../lowering.ts';
import { docstring, lowerFunction } from './functions.ts';

/** Bases and decorators are evaluated outside the class, and are lowered there. */
function lowerClass(lowering: Lowering, node: number, decorators: readonly Decorator[]): ClassIr {
  const { tree, f } = lowering;
  const named = tree.child(node, f.name);
  const list = tree.child(node, f.superclasses);
  const body = tree.child(node, f.body);
  const bases: Expr[] = [];
  for (const child of list < 0 ? [] : tree.children(list)) {
    // `metaclass=…` is no base.
    if (lowering.is(child, 'keyword_argument')) lowering.visitChildren(child);
    else bases.push(lowering.expr(child));
  }
  return lowering.cls(node, {
    name: named < 0 ? 'anonymous' : tree.slice(named),
    bases,
    decorators,
    doc: docstring(lowering, body),
    // Every name of a module can be imported from it.
    exported: lowering.scopeIndex === 0,
    body: () => {
      if (body >= 0) lowering.visitChildren(body);
    },
  });
}

function define(lowering: Lowering, node: number, decorators: readonly Decorator[]): void {
  if (lowering.is(node, 'class_definition')) lowering.declareClass(lowerClass(lowering, node, decorators));
  else lowering.declareFunction(lowerFunction(lowering, node, decorators));
}

/** In the order of the source, the outermost first. */
function defineDecorated(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const definition = tree.child(node, f.definition);
  const decorators: Decorator[] = [];
  for (const child of tree.children(node)) {
    // The expression behind the `@`.
    const [inner] = tree.children(child);
    if (lowering.is(child, 'decorator') && inner !== undefined) {
      decorators.push({ expr: lowering.expr(inner), span: lowering.span(child) });
    }
  }
  if (definition >= 0) define(lowering, definition, decorators);
}

/** Functions and classes. */
export const PYTHON_DEFINITIONS: Readonly<Record<string, StatementHandler>> = {
  function_definition: (lowering, node) => define(lowering, node, []),
  class_definition: (lowering, node) => define(lowering, node, []),
  decorated_definition: defineDecorated,
};
