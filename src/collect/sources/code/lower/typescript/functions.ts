import type { Decorator, Expr, FunctionIr, Parameter } from '../../ir.ts';
import { visitStatements } from '../host-checks.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { bindPattern } from './assignments.ts';
import { propertyKey } from './property-key.ts';

/** As for Python: a longer annotation is somebody's generics. */
const MAX_TYPE_CHARACTERS = 200;

interface LoweredParameters {
  readonly params: readonly Parameter[];
  /** Binds the names of destructured parameters, inside the function's scope. */
  readonly bind: () => void;
}

const NO_PARAMETERS: LoweredParameters = { params: [], bind: () => undefined };

/** A destructured parameter is called `#0`, `#1`, … by its position; its names are members of that. */
function lowerParameters(lowering: Lowering, node: number): LoweredParameters {
  const { tree, f } = lowering;
  const params: Parameter[] = [];
  const binds: (() => void)[] = [];
  const list = tree.child(node, f.parameters);
  // `x => …` has its one parameter without a list.
  const single = tree.child(node, f.parameter);
  const nodes = single >= 0 ? [single] : list < 0 ? [] : tree.children(list);
  // Most callbacks of tests take nothing.
  if (nodes.length === 0) return NO_PARAMETERS;
  for (const child of nodes) {
    if (lowering.is(child, 'comment') || lowering.is(child, 'decorator')) continue;
    // TypeScript wraps a parameter with its type and default; JavaScript has the pattern itself.
    const wrapped = tree.child(child, f.pattern);
    let pattern = wrapped < 0 ? child : wrapped;
    let fallback = wrapped < 0 ? -1 : tree.child(child, f.value);
    if (lowering.is(pattern, 'assignment_pattern')) {
      fallback = tree.child(pattern, f.right);
      pattern = tree.child(pattern, f.left);
    }
    // `this: T` is a type and is never passed.
    if (pattern < 0 || lowering.is(pattern, 'this')) continue;
    const annotation = wrapped < 0 ? -1 : tree.child(child, f.type);
    const type = annotation < 0 ? null : typeText(lowering, annotation);
    const defaultValue = fallback < 0 ? null : lowering.expr(fallback);
    const name = lowering.is(pattern, 'identifier') ? tree.slice(pattern) : `#${params.length}`;
    const param: Parameter = { name, type, defaultValue };
    params.push(lowering.is(pattern, 'rest_pattern') ? { ...param, isRest: true } : param);
    if (name.startsWith('#')) {
      const value: Expr = { kind: 'name', name, span: lowering.span(pattern) };
      const destructured = pattern;
      binds.push(() =>
        bindPattern(lowering, destructured, value, (bound, from, at) => {
          lowering.declare(bound, from, lowering.span(at));
        }),
      );
      // `constructor(private readonly x)` sets a field of that name (TypeScript handbook, "Parameter properties").
    } else if (wrapped >= 0 && lowering.is(child + 1, 'accessibility_modifier')) {
      const value: Expr = { kind: 'name', name, span: lowering.span(pattern) };
      binds.push(() => lowering.assign(`self.${name}`, 'set', value, lowering.span(child)));
    }
  }
  return {
    params,
    bind: () => {
      for (const bind of binds) bind();
    },
  };
}

/** The annotation without its colon. */
function typeText(lowering: Lowering, annotation: number): string {
  return lowering.tree.slice(annotation).replace(/^:\s*/, '').slice(0, MAX_TYPE_CHARACTERS);
}

/** A body of statements, or the one expression of an arrow function. */
export function lowerFunction(
  lowering: Lowering,
  node: number,
  name: string | null,
  decorators: readonly Decorator[],
  isGetter?: true,
): FunctionIr {
  const { tree, f } = lowering;
  const { params, bind } = lowerParameters(lowering, node);
  const annotation = tree.child(node, f.return_type);
  const body = tree.child(node, f.body);
  return lowering.fn(node, {
    name,
    params,
    receiver: null,
    returnType: annotation < 0 ? null : typeText(lowering, annotation),
    doc: lowering.docBefore(node),
    decorators,
    isAsync: lowering.hasChild(node, 'async'),
    isGetter,
    body: () => {
      bind();
      if (body < 0) return null;
      // An arrow function's expression is what it returns.
      if (!lowering.is(body, 'statement_block')) return lowering.expr(body);
      if (lowering.readsHosts) visitStatements(lowering, body);
      else lowering.visitChildren(body);
      return null;
    },
  });
}

/** A method, getter or setter of a class or an object. */
export function lowerMethod(lowering: Lowering, node: number, decorators: readonly Decorator[]): FunctionIr {
  const key = lowering.tree.child(node, lowering.f.name);
  const name = key < 0 ? null : propertyKey(lowering, key);
  return lowerFunction(lowering, node, name, decorators, lowering.hasChild(node, 'get') ? true : undefined);
}

// Its own name, else that of what it is bound to.
const lowerFunctionExpression: ExprHandler = (lowering, node, hint) => {
  const named = lowering.tree.child(node, lowering.f.name);
  const name = named < 0 ? hint : lowering.tree.slice(named);
  return { kind: 'function', fn: lowerFunction(lowering, node, name, []), span: lowering.span(node) };
};

/** Functions that stand as values. */
export const TYPESCRIPT_FUNCTIONS: Readonly<Record<string, ExprHandler>> = {
  arrow_function: lowerFunctionExpression,
  function_expression: lowerFunctionExpression,
  generator_function: lowerFunctionExpression,
};
