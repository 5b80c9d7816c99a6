import type { ClassIr, Decorator, Expr } from '../../ir.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { lowerMethod } from './functions.ts';
import { propertyKey } from './property-key.ts';

/** The expression behind the `@`; unknown where the parser found none. */
export function lowerDecorator(lowering: Lowering, node: number): Decorator {
  const [inner] = lowering.tree.children(node);
  const expr = inner === undefined ? lowering.unknown(node) : lowering.expr(inner);
  return { expr, span: lowering.span(node) };
}

/** `extends` alone: interfaces have no code. */
function lowerBases(lowering: Lowering, node: number): Expr[] {
  const { tree, f } = lowering;
  const bases: Expr[] = [];
  for (const child of tree.children(node)) {
    if (!lowering.is(child, 'class_heritage')) continue;
    for (const heritage of tree.children(child)) {
      // TypeScript wraps the base in an extends_clause, JavaScript does not.
      const base = lowering.is(heritage, 'extends_clause') ? tree.child(heritage, f.value) : heritage;
      if (base >= 0) bases.push(lowering.expr(base));
    }
  }
  return bases;
}

/** A field is an attribute of the class, static or not: who reads it is not told apart. */
function lowerField(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const named = tree.child(node, f.name);
  // TypeScript calls the field `name`, JavaScript `property`.
  const key = named < 0 ? tree.child(node, f.property) : named;
  const value = tree.child(node, f.value);
  if (key < 0) return;
  const name = propertyKey(lowering, key);
  // A computed name, or a field that is only declared: calls in it are collected all the same.
  if (name === null || value < 0) {
    lowering.visitChildren(node);
    return;
  }
  lowering.declare(name, lowering.expr(value, name), lowering.span(node));
}

/** Methods and fields; anything else, such as a static block, is looked through for calls. */
function lowerMembers(lowering: Lowering, body: number): void {
  // In a class body decorators are siblings that stand before what they decorate.
  let decorators: Decorator[] = [];
  for (const child of lowering.tree.children(body)) {
    switch (lowering.typeName(child)) {
      case 'decorator':
        decorators.push(lowerDecorator(lowering, child));
        continue;
      case 'comment':
        lowering.visit(child);
        continue;
      case 'method_definition':
        lowering.declareFunction(lowerMethod(lowering, child, decorators));
        break;
      case 'public_field_definition':
      case 'field_definition':
        lowerField(lowering, child);
        break;
      default:
        lowering.visitChildren(child);
    }
    decorators = [];
  }
}

/** `outside`: decorators that stand before `export`. */
export function lowerClass(
  lowering: Lowering,
  node: number,
  name: string,
  outside: readonly Decorator[],
): ClassIr {
  const { tree, f } = lowering;
  const own = tree.children(node).filter((child) => lowering.is(child, 'decorator'));
  const decorators = [...outside, ...own.map((child) => lowerDecorator(lowering, child))];
  const body = tree.child(node, f.body);
  return lowering.cls(node, {
    name,
    bases: lowerBases(lowering, node),
    decorators,
    doc: lowering.docBefore(node),
    exported: lowering.exporting,
    body: () => {
      if (body >= 0) lowerMembers(lowering, body);
    },
  });
}

// `const A = class {…}` is known by the name it is bound to.
const lowerClassExpression: ExprHandler = (lowering, node, hint) => {
  const named = lowering.tree.child(node, lowering.f.name);
  const name = named < 0 ? (hint ?? 'anonymous') : lowering.tree.slice(named);
  return { kind: 'class', cls: lowerClass(lowering, node, name, []), span: lowering.span(node) };
};

/** Classes that stand as values. */
export const TYPESCRIPT_CLASSES: Readonly<Record<string, ExprHandler>> = { class: lowerClassExpression };
