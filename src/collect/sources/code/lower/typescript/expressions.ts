import { dottedName, MERGED } from '../../dotted-name.ts';
import type { CallExpr, Expr } from '../../ir.ts';
import { exactArray, NONE } from '../exact-array.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { lowerMember, lowerSubscript } from '../member-access.ts';
import { typescriptGuards, typescriptOpposite } from '../guards.ts';
import { conjunctionOf, lowerOperands, operatorOf, sumOf } from '../operands.ts';
import { isMatcher } from './assertions.ts';
import { lowerMemberAssignment } from './assignments.ts';
import { importInPlace } from './modules.ts';
import { lowerSpread } from './spread.ts';

/** Methods that add to what they are called on. */
const APPENDING = new Set(['push', 'unshift', 'add']);

/** Calls, `new` and tagged templates. Place first, parts after, as for Python. */
function lowerCall(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const isNew = lowering.is(node, 'new_expression');
  const callee = tree.child(node, isNew ? f.constructor : f.function);
  if (lowering.assertions.size > 0 && callee >= 0 && isMatcher(lowering, callee))
    return lowering.passOver(node);
  // Before its parts, which may hold calls of their own.
  const place = lowering.reserveCall();
  const target = callee < 0 ? lowering.unknown(node) : lowering.expr(callee);
  const args: Expr[] = [];
  const spreads: Expr[] = [];
  const list = tree.child(node, f.arguments);
  // A tagged template calls its tag.
  if (list >= 0 && lowering.is(list, 'template_string')) args.push(lowering.expr(list));
  else if (list >= 0) {
    const end = tree.after(list);
    for (let child = list + 1; child < end; child = tree.after(child)) {
      if (lowering.is(child, 'comment')) continue;
      if (lowering.is(child, 'spread_element')) spreads.push(lowerSpread(lowering, child));
      else args.push(lowering.expr(child));
    }
  }
  const made: CallExpr = {
    kind: 'call',
    callee: target,
    args: exactArray(args),
    named: NONE,
    spreads: exactArray(spreads),
    isNew,
    complete: spreads.length === 0,
    span: lowering.span(node),
  };
  recordAppend(lowering, made);
  importInPlace(lowering, node, made);
  return lowering.recordCall(place, made);
}

/** `xs.push(a)`, `set.add(a)`: what the name holds from here on. */
function recordAppend(lowering: Lowering, call: CallExpr): void {
  const { callee, args, spreads, complete, span } = call;
  if (callee.kind !== 'member') return;
  if (callee.property === 'assign') recordMerge(lowering, call);
  // `xs.splice(from, count, ...added)`.
  const isSplice = callee.property === 'splice' && args.length + spreads.length > 2;
  if (!isSplice && !APPENDING.has(callee.property)) return;
  const target = dottedName(callee.object);
  if (target === null) return;
  const items = isSplice ? args.slice(2) : args;
  lowering.assign(target, 'append', { kind: 'list', items, spreads, complete, span }, span);
}

/** `Object.assign(o, p)`: all of p is put into o. */
function recordMerge(lowering: Lowering, { callee, args, spreads, span }: CallExpr): void {
  const [into, ...from] = args;
  const isObject =
    callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === 'Object';
  const target = into === undefined || !isObject ? null : dottedName(into);
  if (target === null) return;
  for (const value of [...from, ...spreads]) lowering.assign(`${target}.${MERGED}`, 'set', value, span);
}

function lowerBinary(lowering: Lowering, node: number): Expr {
  const operator = operatorOf(lowering, node);
  // Only operators that are kept have a node: of comparisons and sums of numbers nothing is to be said.
  if (operator === '') return lowering.opaque(node, lowering.tree.typeOf(node));
  if (operator === '+') return sumOf(lowering, node, lowerOperands(lowering, node, operator));
  const parts = lowering.inBranch(lowering.span(node), () => lowerOperands(lowering, node, operator));
  // `||` and `??`: which of them depends on what the first is at run time.
  if (operator !== '&&') return { kind: 'either', options: parts, span: lowering.span(node) };
  return conjunctionOf(lowering, node, parts);
}

/** Both branches, since the condition is not evaluated; its calls are made all the same. */
function lowerTernary(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const yes = tree.child(node, f.consequence);
  const no = tree.child(node, f.alternative);
  if (yes < 0 || no < 0) return lowering.opaque(node);
  // The condition.
  const [condition] = tree.children(node);
  for (const child of tree.children(node)) if (child < yes) lowering.visit(child);
  const options = lowering.inBranch(lowering.span(node), () => [lowering.expr(yes), lowering.expr(no)]);
  const text = condition === undefined || condition >= yes ? '' : tree.slice(condition);
  return lowering.eitherOf(options, [typescriptGuards(text), typescriptOpposite(text)], lowering.span(node));
}

/** `await x`, `(x)`, `x as T`: the first expression inside. */
function lowerInner(lowering: Lowering, node: number, hint: string | null): Expr {
  const inner = lowering.tree.children(node).find((child) => !lowering.is(child, 'comment'));
  return inner === undefined ? lowering.unknown(node) : lowering.expr(inner, hint);
}

/** An assignment is an expression too: its value is that of its right side. */
function lowerAssignment(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const left = tree.child(node, f.left);
  const right = tree.child(node, f.right);
  if (left < 0 || right < 0) return lowering.opaque(node);
  const op = lowering.is(node, 'augmented_assignment_expression') ? operatorOf(lowering, node) : '=';
  return lowerMemberAssignment(lowering, node, left, right, op);
}

/** `-1` is a number; `!x`, `typeof x` and the like are not known. */
function lowerUnary(lowering: Lowering, node: number): Expr {
  const value = Number(lowering.tree.slice(node));
  return Number.isFinite(value)
    ? { kind: 'number', value, span: lowering.span(node) }
    : lowering.opaque(node);
}

/** What takes values apart or puts them together. */
export const TYPESCRIPT_EXPRESSIONS: Readonly<Record<string, ExprHandler>> = {
  call_expression: lowerCall,
  new_expression: lowerCall,
  member_expression: (lowering, node) => lowerMember(lowering, node, lowering.f.property),
  subscript_expression: (lowering, node) => {
    const { tree, f } = lowering;
    return lowerSubscript(lowering, node, tree.child(node, f.object), tree.child(node, f.index));
  },
  binary_expression: lowerBinary,
  unary_expression: lowerUnary,
  ternary_expression: lowerTernary,
  await_expression: lowerInner,
  parenthesized_expression: lowerInner,
  as_expression: lowerInner,
  satisfies_expression: lowerInner,
  non_null_expression: lowerInner,
  type_assertion: lowerInner,
  assignment_expression: lowerAssignment,
  augmented_assignment_expression: lowerAssignment,
};
