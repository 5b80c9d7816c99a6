import type { Decorator, Expr, FunctionIr, Parameter } from '../../ir.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { cleanIndentation } from '../quoted-text.ts';

/** Annotations are text to us: a long one is somebody's generics. */
const MAX_TYPE_CHARACTERS = 200;

/** Null where there is no name, as for the bare `*`. */
function lowerParameter(lowering: Lowering, node: number): Parameter | null {
  const { tree, f } = lowering;
  const annotation = tree.child(node, f.type);
  const type = annotation < 0 ? null : tree.slice(annotation).slice(0, MAX_TYPE_CHARACTERS);
  // Defaults are lowered outside the function's scope, as they are evaluated.
  const fallback = tree.child(node, f.value);
  const defaultValue = fallback < 0 ? null : lowering.expr(fallback);
  let name = node;
  let isRest = false;
  // typed_parameter has its name as first child, a splat inside it has the name as its own.
  while (!lowering.is(name, 'identifier')) {
    const inner = tree.child(name, f.name);
    const next = inner >= 0 ? inner : (tree.children(name)[0] ?? -1);
    if (next < 0) return null;
    isRest ||= lowering.is(name, 'list_splat_pattern') || lowering.is(name, 'dictionary_splat_pattern');
    name = next;
  }
  const param: Parameter = { name: tree.slice(name), type, defaultValue };
  return isRest ? { ...param, isRest } : param;
}

/** Separators such as `*` and `/` have no name and fall out. */
function lowerParameters(lowering: Lowering, node: number): Parameter[] {
  const list = lowering.tree.child(node, lowering.f.parameters);
  if (list < 0) return [];
  return lowering.tree.children(list).flatMap((child) => lowerParameter(lowering, child) ?? []);
}

/** The text of a string that stands first in a body. */
export function docstring(lowering: Lowering, body: number): string | null {
  if (body < 0) return null;
  const [first] = lowering.tree.children(body);
  if (first === undefined || !lowering.is(first, 'expression_statement')) return null;
  const [inner] = lowering.tree.children(first);
  if (inner === undefined || !(lowering.is(inner, 'string') || lowering.is(inner, 'concatenated_string')))
    return null;
  const text = lowering.expr(inner);
  return text.kind === 'string' ? cleanIndentation(text.value) : null;
}

/** A static method has no receiver: its first parameter is one like the others. */
function isStatic(decorator: Decorator): boolean {
  return decorator.expr.kind === 'name' && decorator.expr.name === 'staticmethod';
}

/** `@property`, `@cached_property`, `@functools.cached_property`; what sets one is none. */
function isProperty({ expr }: Decorator): boolean {
  const name = expr.kind === 'name' ? expr.name : expr.kind === 'member' ? expr.property : '';
  return name === 'property' || name === 'cached_property';
}

/** A method's first parameter is its receiver, whatever it is called: inside it reads as `self`. */
export function lowerFunction(
  lowering: Lowering,
  node: number,
  decorators: readonly Decorator[],
): FunctionIr {
  const { tree, f } = lowering;
  const named = tree.child(node, f.name);
  const params = lowerParameters(lowering, node);
  const annotation = tree.child(node, f.return_type);
  const body = tree.child(node, f.body);
  const isMethod = lowering.scope.kind === 'class' && !decorators.some(isStatic);
  return lowering.fn(node, {
    name: named < 0 ? null : tree.slice(named),
    params,
    receiver: isMethod ? (params[0]?.name ?? null) : null,
    returnType: annotation < 0 ? null : tree.slice(annotation).slice(0, MAX_TYPE_CHARACTERS),
    doc: docstring(lowering, body),
    decorators,
    isAsync: lowering.is(node + 1, 'async'),
    isGetter: isMethod && decorators.some(isProperty) ? true : undefined,
    body: () => {
      if (body >= 0) lowering.visitChildren(body);
      return null;
    },
  });
}

// Its one expression is what it returns.
export const lowerLambda: ExprHandler = (lowering, node, hint): Expr => {
  const body = lowering.tree.child(node, lowering.f.body);
  const fn = lowering.fn(node, {
    // A lambda is known by the name it is bound to.
    name: hint,
    params: lowerParameters(lowering, node),
    receiver: null,
    returnType: null,
    doc: null,
    decorators: [],
    isAsync: false,
    body: () => (body < 0 ? null : lowering.expr(body)),
  });
  return { kind: 'function', fn, span: lowering.span(node) };
};
