import { dottedName, MERGED } from '../../dotted-name.ts';
import type { Expr, NamedArgument } from '../../ir.ts';
import { exactArray } from '../exact-array.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { lowerLambda } from './functions.ts';
import { lowerSplat } from './literals.ts';

/** One call's arguments by how they are given: by place, by name, by spreading. */
interface Arguments {
  readonly args: Expr[];
  readonly named: NamedArgument[];
  readonly spreads: Expr[];
}

function lowerArguments(lowering: Lowering, list: number): Arguments {
  const { tree, f } = lowering;
  const found: Arguments = { args: [], named: [], spreads: [] };
  if (list < 0) return found;
  if (!lowering.is(list, 'argument_list')) {
    found.args.push(lowering.expr(list)); // a bare generator: f(x for x in xs)
    return found;
  }
  const end = tree.after(list);
  for (let child = list + 1; child < end; child = tree.after(child)) {
    switch (lowering.typeName(child)) {
      case 'keyword_argument': {
        const name = tree.child(child, f.name);
        const value = tree.child(child, f.value);
        if (name >= 0 && value >= 0)
          found.named.push({ name: tree.slice(name), value: lowering.expr(value) });
        break;
      }
      case 'list_splat':
      case 'dictionary_splat':
        found.spreads.push(lowerSplat(lowering, child));
        break;
      default:
        found.args.push(lowering.expr(child));
    }
  }
  return found;
}

function lowerCall(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const place = lowering.reserveCall();
  const callee = tree.child(node, f.function);
  const target = callee < 0 ? lowering.unknown(node) : lowering.expr(callee);
  const { args, named, spreads } = lowerArguments(lowering, tree.child(node, f.arguments));
  // Lists are built by calls as often as by literals.
  if (target.kind === 'member') recordAppend(lowering, target, args, node);
  return lowering.recordCall(place, {
    kind: 'call',
    callee: target,
    args: exactArray(args),
    named: exactArray(named),
    spreads: exactArray(spreads),
    isNew: false,
    complete: spreads.length === 0,
    span: lowering.span(node),
  });
}

/** `xs.append(v)`, `xs.extend(ys)`, `xs.insert(i, v)`; a dictionary's `update` makes its keys unknown. */
function recordAppend(
  lowering: Lowering,
  callee: Expr & { kind: 'member' },
  args: readonly Expr[],
  node: number,
): void {
  const target = dottedName(callee.object);
  // `insert(i, v)` has its value last, as the others do.
  const last = args.at(-1);
  if (target === null || last === undefined) return;
  const span = lowering.span(node);
  switch (callee.property) {
    case 'append':
    case 'add':
    case 'insert':
      lowering.assign(
        target,
        'append',
        { kind: 'list', items: [last], spreads: [], complete: true, span },
        span,
      );
      return;
    case 'extend':
      lowering.assign(
        target,
        'append',
        { kind: 'list', items: [], spreads: [last], complete: false, span },
        span,
      );
      return;
    case 'update':
      lowering.assign(`${target}.${MERGED}`, 'set', last, span);
      return;
    default:
  }
}

function lowerAttribute(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const object = tree.child(node, f.object);
  const property = tree.child(node, f.attribute);
  if (object < 0 || property < 0) return lowering.opaque(node);
  const name = tree.slice(property);
  return { kind: 'member', object: lowering.expr(object), property: name, span: lowering.span(node) };
}

function lowerSubscript(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const value = tree.child(node, f.value);
  const index = tree.child(node, f.subscript);
  if (value < 0 || index < 0) return lowering.opaque(node);
  const span = lowering.span(node);
  const object = lowering.expr(value);
  const at = lowering.expr(index);
  // `config['model']` is `config.model` to everybody who reads the program.
  if (at.kind === 'string') return { kind: 'member', object, property: at.value, span };
  return { kind: 'index', object, index: at, span };
}

function operatorOf(lowering: Lowering, node: number): string {
  const operator = lowering.tree.child(node, lowering.f.operator);
  return operator < 0 ? '' : lowering.tree.slice(operator);
}

/** Operands of `a op b op c`, left to right; long sums nest to the left and would otherwise recurse. */
function operands(lowering: Lowering, node: number, operator: string): number[] {
  const { tree, f } = lowering;
  const type = tree.typeOf(node);
  const found: number[] = [];
  let at = node;
  while (tree.typeOf(at) === type && operatorOf(lowering, at) === operator) {
    const right = tree.child(at, f.right);
    if (right >= 0) found.push(right);
    at = tree.child(at, f.left);
    if (at < 0) return found.reverse();
  }
  found.push(at);
  return found.reverse();
}

function lowerBinary(lowering: Lowering, node: number): Expr {
  const operator = operatorOf(lowering, node);
  // Only these two make texts; of all others the calls inside are collected and the value is unknown.
  if (operator !== '+' && operator !== '%') return lowering.opaque(node, lowering.tree.typeOf(node));
  const parts = operands(lowering, node, operator).map((part) => lowering.expr(part));
  const span = lowering.span(node);
  if (operator === '+') {
    return {
      kind: 'template',
      parts: parts.map((part) => (part.kind === 'string' ? part.value : part)),
      span,
    };
  }
  const [format, ...values] = parts;
  // Arithmetic.
  if (format?.kind !== 'string') return lowering.unknown(node);
  // `%` takes a tuple or one value.
  const flat = values.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  return { kind: 'template', parts: percentParts(format.value, flat), span };
}

/** `'%s of %s' % (a, b)`: placeholders without a value are left as text. */
function percentParts(format: string, values: readonly Expr[]): (string | Expr)[] {
  const parts: (string | Expr)[] = [];
  let taken = 0;
  for (const piece of format.split(/(%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdrfxi])/)) {
    const value = piece.startsWith('%') ? values[taken] : undefined;
    if (value === undefined) {
      if (piece !== '') parts.push(piece);
      continue;
    }
    taken++;
    parts.push(value);
  }
  return parts;
}

function lowerBoolean(lowering: Lowering, node: number): Expr {
  const operator = operatorOf(lowering, node);
  const parts = operands(lowering, node, operator).map((part) => lowering.expr(part));
  const span = lowering.span(node);
  if (operator === 'or') return { kind: 'either', options: parts, span };
  // `a and b` is b or something falsy: for what we ask, b or nothing.
  const last = parts.at(-1) ?? lowering.unknown(node);
  return { kind: 'either', options: [last, { kind: 'null', span }], span };
}

function lowerConditional(lowering: Lowering, node: number): Expr {
  // In the order of the source: `yes if condition else no`.
  const [yes, condition, no] = lowering.tree.children(node);
  if (yes === undefined || condition === undefined || no === undefined) return lowering.opaque(node);
  const first = lowering.expr(yes);
  // Calls of the condition happen whichever way it goes.
  lowering.visit(condition);
  return { kind: 'either', options: [first, lowering.expr(no)], span: lowering.span(node) };
}

/** `-1` is a number; `not x` and `-x` are not known. */
function lowerUnary(lowering: Lowering, node: number): Expr {
  const value = Number(lowering.tree.slice(node));
  return Number.isFinite(value)
    ? { kind: 'number', value, span: lowering.span(node) }
    : lowering.opaque(node);
}

/** `await x`, `(x)`: the expression inside. */
function lowerInner(lowering: Lowering, node: number, hint: string | null): Expr {
  const [inner] = lowering.tree.children(node);
  return inner === undefined ? lowering.unknown(node) : lowering.expr(inner, hint);
}

function lowerWalrus(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const name = tree.child(node, f.name);
  const value = tree.child(node, f.value);
  if (name < 0 || value < 0) return lowering.opaque(node);
  // The name is bound and the value passed on.
  const lowered = lowering.expr(value);
  lowering.declare(tree.slice(name), lowered, lowering.span(node));
  return lowered;
}

/** What takes values apart or puts them together. */
export const PYTHON_EXPRESSIONS: Readonly<Record<string, ExprHandler>> = {
  call: lowerCall,
  attribute: lowerAttribute,
  subscript: lowerSubscript,
  binary_operator: lowerBinary,
  boolean_operator: lowerBoolean,
  conditional_expression: lowerConditional,
  unary_operator: lowerUnary,
  named_expression: lowerWalrus,
  await: lowerInner,
  parenthesized_expression: lowerInner,
  lambda: lowerLambda,
};
