import { dottedName, MERGED } from '../../dotted-name.ts';
import type { Expr, Guard, Span } from '../../ir.ts';
import { anyOf } from '../any-of.ts';
import { inPassedOver, keepBranch, keepCaught, keepIf } from '../branches.ts';
import { assignCopied, copying, pairsOf, rebound } from '../copied-objects.ts';
import { opposite, pythonGuard, UNDECIDED } from '../guards.ts';
import type { Lowering, StatementHandler } from '../lowering.ts';
import type { CopiedObject } from '../open-scope.ts';

/** Binds a target: a name, a member, a subscript or a pattern of those. */
function bindTarget(lowering: Lowering, target: number, value: Expr): void {
  const { tree } = lowering;
  const span = lowering.span(target);
  switch (lowering.typeName(target)) {
    case 'identifier':
      bindName(lowering, tree.slice(target), value, target);
      return;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
      tree.children(target).forEach((child, position) => {
        if (lowering.is(child, 'list_splat_pattern')) {
          const [inner] = tree.children(child);
          if (inner !== undefined) bindTarget(lowering, inner, lowering.unknown(child));
          return;
        }
        // By position, so that `a, b = f()` follows each part of what f returns.
        const index: Expr = { kind: 'number', value: position, span };
        bindTarget(lowering, child, { kind: 'index', object: value, index, span });
      });
      return;
    default: {
      // A member or a subscript, kept under its dotted name; a call's result has none and is not followed.
      const lowered = lowering.expr(target);
      const name = dottedName(lowered);
      if (name === null) return;
      assignCopied(lowering, lowered, name, value, span);
    }
  }
}

/**
 * Names under `global` and `nonlocal` belong to an outer scope; every other assignment makes a name of this one.
 */
function bindName(lowering: Lowering, name: string, value: Expr, node: number): void {
  const span = lowering.span(node);
  rebound(lowering, name);
  if (lowering.scope.outerNames?.has(name)) lowering.assign(name, 'set', value, span);
  else lowering.declare(name, value, span);
}

/** Every target is bound to the same value: `a = b = f()` calls f once. */
function lowerAssignment(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const targets: number[] = [];
  // `a = b = 1` nests to the right.
  let at = node;
  while (at >= 0 && lowering.is(at, 'assignment')) {
    targets.push(tree.child(at, f.left));
    at = tree.child(at, f.right);
  }
  const [first = -1] = targets;
  if (at < 0) {
    // `x: int` says that x is here, not what it is.
    if (first < 0 || !lowering.is(first, 'identifier')) return;
    const name = tree.slice(first);
    lowering.exported(name);
    const { scope } = lowering;
    if (scope.kind === 'class') (scope.annotated ??= []).push({ name, span: lowering.span(node) });
    return;
  }
  const hint = first >= 0 && lowering.is(first, 'identifier') ? tree.slice(first) : null;
  const value = lowering.expr(at, hint);
  for (const target of targets) if (target >= 0) bindTarget(lowering, target, value);
}

/** `xs += ys` and `d |= e`: what the name holds from here on. */
function lowerAugmented(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const left = tree.child(node, f.left);
  const right = tree.child(node, f.right);
  if (left < 0 || right < 0) return;
  const name = dottedName(lowering.expr(left));
  const value = lowering.expr(right);
  if (name === null) return;
  const operator = tree.child(node, f.operator);
  const span = lowering.span(node);
  // `|=` puts one dictionary into another: not a list that grows.
  if (operator >= 0 && tree.slice(operator) === '+=') lowering.assign(name, 'append', value, span);
  else lowering.assign(`${name}.${MERGED}`, 'set', value, span);
}

/** `with open(x) as f`, `except E as e`: the name stands for the value (for `with`, for what entering gives). */
function lowerAs(lowering: Lowering, node: number): void {
  const [value, alias] = lowering.tree.children(node);
  if (value === undefined) return;
  const lowered = lowering.expr(value);
  const [target] = alias === undefined ? [] : lowering.tree.children(alias);
  if (target !== undefined) bindTarget(lowering, target, lowered);
}

/** What is said inside holds where the guards do. */
function guarded(lowering: Lowering, guards: readonly Guard[], inner: () => void): void {
  const outer = lowering.guards;
  lowering.guards = [...outer, ...guards];
  inner();
  lowering.guards = outer;
}

/** Each branch under its own condition and the opposite of those before it. */
function lowerIf(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const before: Guard[] = [];
  const [condition, consequence, ...clauses] = tree.children(node);
  keepIf(lowering, node, condition, consequence);
  branch(lowering, condition, consequence, before);
  for (const clause of clauses) {
    const parts = tree.children(clause);
    const isElif = lowering.is(clause, 'elif_clause');
    keepIf(lowering, node, isElif ? parts[0] : undefined, isElif ? parts[1] : parts[0]);
    if (isElif) branch(lowering, parts[0], parts[1], before);
    else
      lowering.inBranch(lowering.span(clause), () => {
        guarded(lowering, before, () => {
          lowering.visitChildren(clause);
        });
      });
  }
}

/** Adds the opposite of its condition to `before`, for the branches that come after. */
function branch(
  lowering: Lowering,
  condition: number | undefined,
  body: number | undefined,
  before: Guard[],
): void {
  if (condition === undefined) return;
  lowering.visit(condition);
  const guard = pythonGuard(lowering.tree.slice(condition));
  if (body !== undefined)
    lowering.inBranch(fromTo(lowering, condition, body), () => {
      guarded(lowering, [...before, guard], () => {
        lowering.visit(body);
      });
    });
  before.push(opposite(guard));
}

/** With the line of the condition, since that is what a reader wants to see. */
function fromTo(lowering: Lowering, from: number, to: number): Span {
  return { startLine: lowering.span(from).startLine, endLine: lowering.span(to).endLine };
}

/** A loop may not be entered, and a body be left by an exception. */
function lowerUndecided(lowering: Lowering, node: number): void {
  guarded(lowering, [UNDECIDED], () => {
    lowering.visitChildren(node);
  });
}

/** The body of a `try` may end early. */
function lowerTry(lowering: Lowering, node: number): void {
  keepCaught(lowering, lowering.tree.children(node));
  lowerBranches(lowering, node);
}

/** `match name: case "a" | "b": …`. */
function lowerMatch(lowering: Lowering, node: number): void {
  if (lowering.readsBranches) {
    const { tree } = lowering;
    const [compared, ...rest] = tree.children(node);
    const cases = rest.flatMap((child) => (lowering.is(child, 'block') ? tree.children(child) : [child]));
    for (const clause of cases) {
      const parts = tree.children(clause);
      const body = parts.at(-1);
      if (compared === undefined || body === undefined || !lowering.is(clause, 'case_clause')) continue;
      const asked = parts.slice(0, -1).map((part) => tree.slice(part));
      keepBranch(lowering, clause, {
        subject: tree.slice(compared),
        asks: asked.length === 1 && asked[0] === '_' ? null : asked.join(' and '),
        statement: lowering.span(node).startLine,
        body: [body],
      });
    }
  }
  lowerBranches(lowering, node);
}

/** The body of one of several may be another's. */
function lowerBranches(lowering: Lowering, node: number): void {
  lowering.inBranch(lowering.span(node), () => {
    lowerUndecided(lowering, node);
  });
}

function lowerFor(lowering: Lowering, node: number): void {
  inPassedOver(lowering, lowering.span(node), () => {
    guarded(lowering, [UNDECIDED], () => {
      lowerLoop(lowering, node);
    });
  });
}

function lowerWhile(lowering: Lowering, node: number): void {
  inPassedOver(lowering, lowering.span(node), () => {
    lowerUndecided(lowering, node);
  });
}

/** Any may keep a failure to itself, as `suppress` does. */
function lowerWith(lowering: Lowering, node: number): void {
  inPassedOver(lowering, lowering.span(node), () => {
    lowering.visitChildren(node);
  });
}

/** Body and else branch are lowered like any other statement: how often they run is not asked. */
function lowerLoop(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const left = tree.child(node, f.left);
  const right = tree.child(node, f.right);
  const looped = right < 0 ? null : lowering.expr(right);
  const body = tree.child(node, f.body);
  lowering.inLoop(lowering.span(body < 0 ? node : body), () => {
    // With every turn it is another of what is looped over.
    if (left >= 0) bindTarget(lowering, left, looped === null ? lowering.unknown(left) : anyOf(looped));
    const copied = looped === null || left < 0 ? null : copiedIn(lowering, left, looped, body);
    copying(lowering, copied, () => {
      for (const child of tree.children(node)) if (child !== left && child !== right) lowering.visit(child);
    });
  });
}

/** The names of `for key, value in …`. */
function copiedIn(lowering: Lowering, pattern: number, looped: Expr, body: number): CopiedObject | null {
  const { tree } = lowering;
  const object = lowering.is(pattern, 'pattern_list') ? pairsOf(looped) : null;
  const [key = -1, value = -1, more] = object === null ? [] : tree.children(pattern);
  if (object === null || value < 0 || more !== undefined) return null;
  return { key: tree.slice(key), value: tree.slice(value), object, isAll: tree.children(body).length === 1 };
}

/** After a `yield` the function goes on: who iterates over a generator gets all that it yields. */
function lowerYield(lowering: Lowering, node: number): void {
  guarded(lowering, [UNDECIDED], () => {
    lowerReturn(lowering, node);
  });
}

function lowerReturn(lowering: Lowering, node: number): void {
  const [inner] = lowering.tree.children(node);
  if (inner !== undefined) lowering.returned(lowering.expr(inner));
}

/** `global x` and `nonlocal x`: what is set belongs to the scope that declares it. */
function lowerGlobal(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const names = (lowering.scope.outerNames ??= new Set());
  for (const child of tree.children(node)) names.add(tree.slice(child));
}

/** Statements that bind names. */
export const PYTHON_STATEMENTS: Readonly<Record<string, StatementHandler>> = {
  assignment: lowerAssignment,
  augmented_assignment: lowerAugmented,
  as_pattern: lowerAs,
  for_statement: lowerFor,
  if_statement: lowerIf,
  while_statement: lowerWhile,
  with_statement: lowerWith,
  try_statement: lowerTry,
  match_statement: lowerMatch,
  return_statement: lowerReturn,
  yield: lowerYield,
  global_statement: lowerGlobal,
  nonlocal_statement: lowerGlobal,
};
