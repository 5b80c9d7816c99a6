import { dottedName, MERGED } from '../../dotted-name.ts';
import type { Expr, NamedArgument } from '../../ir.ts';
import { exactArray, NONE } from '../exact-array.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { lowerMember, lowerSubscript } from '../member-access.ts';
import { opposite, pythonGuard } from '../guards.ts';
import { conjunctionOf, lowerOperands, operatorOf, sumOf } from '../operands.ts';
import { PIPED } from '../piped.ts';
import { lowerLambda } from './functions.ts';
import { isSplat, lowerSplat } from './literals.ts';

/** One call's arguments by how they are given: by place, by name, by spreading. */
interface Arguments {
  readonly args: Expr[];
  readonly named: NamedArgument[];
  readonly spreads: Expr[];
}

/** Positions count only what is given by place; after a spread they are no longer known, which `complete` says. */
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
        if (isSplat(lowering, child)) found.spreads.push(lowerSplat(lowering, child));
        else found.args.push(lowering.expr(child));
    }
  }
  return found;
}

/** Place first, parts after: call sites are listed in the order in which they begin. */
function lowerCall(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const place = lowering.reserveCall();
  const callee = tree.child(node, f.function);
  const target = callee < 0 ? lowering.unknown(node) : lowering.expr(callee);
  const { args, named, spreads } = lowerArguments(lowering, tree.child(node, f.arguments));
  // Lists are built by calls as often as by literals.
  if (target.kind === 'member') recordChange(lowering, target, { args, named, spreads }, node);
  else if (target.kind === 'name' && target.name === 'setattr') recordSet(lowering, args, node);
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

/** `xs.append(v)`, `xs.extend(ys)`, `xs.insert(i, v)`; `d.update(e, key=v)`, `d.setdefault("key", v)`. */
function recordChange(
  lowering: Lowering,
  callee: Expr & { kind: 'member' },
  { args, named, spreads }: Arguments,
  node: number,
): void {
  if (callee.property === 'update')
    return recordUpdate(lowering, callee.object, { args, named, spreads }, node);
  // `insert(i, v)` has its value last, as the others do.
  const last = args.at(-1);
  const target = last === undefined ? null : dottedName(callee.object);
  if (target === null || last === undefined) return;
  const span = lowering.span(node);
  const append = (added: { readonly items: readonly Expr[]; readonly spreads: readonly Expr[] }): void => {
    const value: Expr = { kind: 'list', ...added, complete: added.spreads.length === 0, span };
    lowering.assign(target, 'append', value, span);
  };
  switch (callee.property) {
    case 'append':
    case 'add':
    case 'insert':
      append({ items: [last], spreads: NONE });
      return;
    case 'extend':
      append({ items: NONE, spreads: [last] });
      return;
    // Only where it holds none yet.
    case 'setdefault':
      if (args[0]?.kind !== 'string' || args.length !== 2) return;
      lowering.inBranch(span, () => recordSet(lowering, [callee.object, ...args], node));
      return;
    default:
  }
}

/** All of what is handed over is put into the dictionary. */
function recordUpdate(
  lowering: Lowering,
  into: Expr,
  { args, named, spreads }: Arguments,
  node: number,
): void {
  const target = dottedName(into);
  if (target === null) return;
  const span = lowering.span(node);
  for (const value of [...args, ...spreads]) lowering.assign(`${target}.${MERGED}`, 'set', value, span);
  for (const { name, value } of named) lowering.assign(`${target}.${name}`, 'set', value, span);
}

/** `setattr(x, "tools", v)` is `x.tools = v`. */
function recordSet(lowering: Lowering, [holder, name, value]: readonly Expr[], node: number): void {
  const target = holder === undefined ? null : dottedName(holder);
  if (target === null || name?.kind !== 'string' || value === undefined) return;
  lowering.assign(`${target}.${name.value}`, 'set', value, lowering.span(node));
}

/**
 * `a | b | c` as a call of a's method, with all that follow in order: what is joined, LangChain runs one after the other. No call
 * site: of two sets or flags it runs nothing that could be looked for.
 */
function lowerPipe(lowering: Lowering, node: number): Expr {
  const span = lowering.span(node);
  const [first = lowering.unknown(node), ...args] = lowerOperands(lowering, node, '|');
  const callee: Expr = { kind: 'member', object: first, property: PIPED, span };
  return { kind: 'call', callee, args, named: NONE, spreads: NONE, isNew: false, complete: true, span };
}

/** `folder / "a.md"` joins paths, since no number is divided by a text; null for every other quotient. */
function lowerJoined(lowering: Lowering, node: number): Expr | null {
  const { tree, f } = lowering;
  for (let at = node; at >= 0 && lowering.is(at, 'binary_operator'); at = tree.child(at, f.left)) {
    if (operatorOf(lowering, at) !== '/') return null;
    const right = tree.child(at, f.right);
    if (right < 0 || !lowering.is(right, 'string')) continue;
    return { ...lowering.unknown(node), joined: lowerOperands(lowering, node, '/') };
  }
  return null;
}

/** `+` and `%` on texts, and what is piped. Numbers are not added: nothing that is looked for is one. */
function lowerBinary(lowering: Lowering, node: number): Expr {
  const operator = operatorOf(lowering, node);
  if (operator === '|') return lowerPipe(lowering, node);
  const joined = operator === '/' ? lowerJoined(lowering, node) : null;
  if (joined !== null) return joined;
  // Only these two make texts; of all others the calls inside are collected and the value is unknown.
  if (operator !== '+' && operator !== '%') return lowering.opaque(node, lowering.tree.typeOf(node));
  const parts = lowerOperands(lowering, node, operator);
  if (operator === '+') return sumOf(lowering, node, parts);
  const [format, ...values] = parts;
  // Arithmetic.
  if (format?.kind !== 'string') return lowering.unknown(node);
  // `%` takes a tuple or one value.
  const flat = values.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  return { kind: 'template', parts: percentParts(format.value, flat), span: lowering.span(node) };
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

/** `a or b` is one of them; `and` as conjunctionOf says. */
function lowerBoolean(lowering: Lowering, node: number): Expr {
  const operator = operatorOf(lowering, node);
  const parts = lowerOperands(lowering, node, operator);
  if (operator === 'or') return { kind: 'either', options: parts, span: lowering.span(node) };
  return conjunctionOf(lowering, node, parts);
}

/** Both branches, since the condition is not evaluated. */
function lowerConditional(lowering: Lowering, node: number): Expr {
  // In the order of the source: `yes if condition else no`.
  const [yes, condition, no] = lowering.tree.children(node);
  if (yes === undefined || condition === undefined || no === undefined) return lowering.opaque(node);
  const first = lowering.expr(yes);
  // Calls of the condition happen whichever way it goes.
  lowering.visit(condition);
  const guard = pythonGuard(lowering.tree.slice(condition));
  const asks = guard.name === null ? [[], []] : [[guard], [opposite(guard)]];
  return lowering.eitherOf([first, lowering.expr(no)], asks, lowering.span(node));
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

/** `(name := value)`. */
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
  attribute: (lowering, node) => lowerMember(lowering, node, lowering.f.attribute),
  subscript: (lowering, node) => {
    const { tree, f } = lowering;
    return lowerSubscript(lowering, node, tree.child(node, f.value), tree.child(node, f.subscript));
  },
  binary_operator: lowerBinary,
  boolean_operator: lowerBoolean,
  conditional_expression: lowerConditional,
  unary_operator: lowerUnary,
  named_expression: lowerWalrus,
  await: lowerInner,
  parenthesized_expression: lowerInner,
  lambda: lowerLambda,
};
