import type { Expr, ObjectEntry } from '../../ir.ts';
import { anyOf } from '../any-of.ts';
import { breaksEarly, inPassedOver, keepBranch, keepCaught, keepIf } from '../branches.ts';
import { typescriptGuards, typescriptOpposite } from '../guards.ts';
import { copying, pairsOf } from '../copied-objects.ts';
import type { Lowering, StatementHandler } from '../lowering.ts';
import type { CopiedObject } from '../open-scope.ts';
import { bindPattern } from './assignments.ts';
import { lowerClass } from './classes.ts';
import { lowerFunction } from './functions.ts';
import { propertyKey } from './property-key.ts';
import { importFromCall } from './modules.ts';

/** `const`, `let` and `var` alike: a name has the scope of the function or module around it, not of its block. */
function lowerDeclarator(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const pattern = tree.child(node, f.name);
  const init = tree.child(node, f.value);
  if (pattern < 0) return;
  const isName = lowering.is(pattern, 'identifier');
  if (init < 0) {
    // `let x;` says where x lives; what it is comes later.
    if (isName) lowering.exported(tree.slice(pattern));
    return;
  }
  const value = lowering.expr(init, isName ? tree.slice(pattern) : null);
  // `const x = require('x')` is an import that looks like a variable.
  if (importFromCall(lowering, pattern, value)) return;
  bindPattern(lowering, pattern, value, (name, bound, at) =>
    lowering.declare(name, bound, lowering.span(isName ? node : at)),
  );
}

/** An enum is an object of constants; members without a value count on from the one before. */
function lowerEnum(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const named = tree.child(node, f.name);
  const body = tree.child(node, f.body);
  if (named < 0 || body < 0) return;
  const entries: ObjectEntry[] = [];
  let next = 0;
  for (const child of tree.children(body)) {
    if (lowering.is(child, 'comment')) continue;
    const span = lowering.span(child);
    const assigned = lowering.is(child, 'enum_assignment');
    const key = assigned ? tree.child(child, f.name) : child;
    const init = assigned ? tree.child(child, f.value) : -1;
    const name = key < 0 ? null : propertyKey(lowering, key);
    if (name === null) continue;
    const value: Expr = init < 0 ? { kind: 'number', value: next, span } : lowering.expr(init);
    // As the compiler counts (TypeScript handbook, "Enums").
    if (value.kind === 'number') next = value.value + 1;
    entries.push({ key: name, value, span });
  }
  const object: Expr = { kind: 'object', entries, spreads: [], complete: true, span: lowering.span(node) };
  lowering.declare(tree.slice(named), object, lowering.span(node));
}

// Signatures of overloads have no body and were dropped with the types.
const lowerFunctionDeclaration: StatementHandler = (lowering, node) => {
  const named = lowering.tree.child(node, lowering.f.name);
  const name = named < 0 ? null : lowering.tree.slice(named);
  lowering.declareFunction(lowerFunction(lowering, node, name, []));
};

// Decorators that stand before `export` were kept for it until now.
const lowerClassDeclaration: StatementHandler = (lowering, node) => {
  const named = lowering.tree.child(node, lowering.f.name);
  // Only `export default class` may go without a name.
  const name = named < 0 ? 'default' : lowering.tree.slice(named);
  lowering.declareClass(lowerClass(lowering, node, name, lowering.takeDecorators()));
};

/** `yield` as well: who iterates over a generator gets what it yields. */
function lowerReturn(lowering: Lowering, node: number): void {
  const inner = lowering.tree.children(node).find((child) => !lowering.is(child, 'comment'));
  if (inner !== undefined) lowering.returned(lowering.expr(inner));
}

/** `for (const x of xs)` and `for (const k in o)`. */
function lowerForIn(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const left = tree.child(node, f.left);
  const right = tree.child(node, f.right);
  const body = tree.child(node, f.body);
  const looped = right < 0 ? null : lowering.expr(right);
  // With every turn it is another of what `of` loops over; `in` gives keys, whose values are not followed.
  const operator = tree.child(node, f.operator);
  lowering.inLoop(lowering.span(body < 0 ? node : body), () => {
    if (left >= 0) {
      const element = looped === null || operator < 0 ? lowering.unknown(left) : anyOf(looped);
      bindPattern(lowering, left, element, (name, value, at) =>
        lowering.declare(name, value, lowering.span(at)),
      );
    }
    if (body >= 0)
      inPassedOver(lowering, lowering.span(node), () => {
        const copied = looped === null || left < 0 ? null : copiedIn(lowering, left, looped, body);
        copying(lowering, copied, () => {
          lowering.visit(body);
        });
      });
  });
}

/** The names of `for (const [key, value] of …)`. */
function copiedIn(lowering: Lowering, pattern: number, looped: Expr, body: number): CopiedObject | null {
  const { tree } = lowering;
  const object = lowering.is(pattern, 'array_pattern') ? pairsOf(looped) : null;
  const [key = -1, value = -1, more] = object === null ? [] : tree.children(pattern);
  if (object === null || value < 0 || more !== undefined) return null;
  const isAll = !lowering.is(body, 'statement_block') || tree.children(body).length === 1;
  return { key: tree.slice(key), value: tree.slice(value), object, isAll };
}

function lowerLoop(lowering: Lowering, node: number): void {
  inPassedOver(lowering, lowering.span(node), () => {
    lowering.visitChildren(node);
  });
}

/** What an `if` guards, and what stands under `else`, are branches of their own; the condition is not. */
function lowerIf(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  // In a loop: an `else if` nests in the one before it, thousands deep where code is generated.
  for (let at = node; at >= 0;) {
    const alternative = tree.child(at, f.alternative);
    const consequence = tree.child(at, f.consequence);
    const parts = tree.children(at).filter((child) => child !== alternative);
    keepIf(lowering, node, parts[0], consequence < 0 ? undefined : consequence);
    const asked = parts[0] === undefined || parts[0] === consequence ? '' : tree.slice(parts[0]);
    for (const child of parts) {
      if (child === consequence)
        lowering.asking(typescriptGuards(asked), () => {
          visitBranch(lowering, child);
        });
      else lowering.visit(child);
    }
    const [inner = -1, ...more] = alternative < 0 ? [] : tree.children(alternative);
    const isElseIf = inner >= 0 && more.length === 0 && lowering.is(inner, 'if_statement');
    if (alternative >= 0 && !isElseIf) {
      keepIf(lowering, node, undefined, alternative);
      lowering.asking(typescriptOpposite(asked), () => {
        visitBranch(lowering, alternative);
      });
    }
    at = isElseIf ? inner : -1;
  }
}

function visitBranch(lowering: Lowering, node: number): void {
  lowering.inBranch(lowering.span(node), () => {
    lowering.visit(node);
  });
}

/** `switch (name) { case 'a': … }`. */
function lowerSwitch(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const compared = tree.child(node, f.value);
  const body = tree.child(node, f.body);
  if (!lowering.readsBranches || compared < 0 || body < 0) {
    lowering.visitChildren(node);
    return;
  }
  const clauses = tree
    .children(body)
    .filter((clause) => !lowering.is(clause, 'comment'))
    .map((clause) => {
      const asked = tree.child(clause, f.value);
      return { clause, asked, inner: tree.children(clause).filter((child) => child !== asked) };
    });
  const lowerAll = (): void => {
    for (const { clause, asked, inner } of clauses)
      keepBranch(lowering, clause, {
        subject: tree.slice(compared),
        asks: asked < 0 ? null : tree.slice(asked),
        statement: lowering.span(node).startLine,
        body: inner,
        runsOn: true,
      });
    lowering.visitChildren(node);
  };
  // A case that ends by leaving may be left for what stands behind before it.
  if (clauses.some(({ inner }) => breaksEarly(lowering, inner)))
    inPassedOver(lowering, lowering.span(node), lowerAll);
  else lowerAll();
}

function lowerTry(lowering: Lowering, node: number): void {
  keepCaught(lowering, lowering.tree.children(node));
  lowerBranch(lowering, node);
}

/** A `case`, or a body that may end early. */
function lowerBranch(lowering: Lowering, node: number): void {
  lowering.inBranch(lowering.span(node), () => {
    lowering.visitChildren(node);
  });
}

/** Statements that bind names. */
export const TYPESCRIPT_DECLARATIONS: Readonly<Record<string, StatementHandler>> = {
  variable_declarator: lowerDeclarator,
  function_declaration: lowerFunctionDeclaration,
  generator_function_declaration: lowerFunctionDeclaration,
  class_declaration: lowerClassDeclaration,
  abstract_class_declaration: lowerClassDeclaration,
  enum_declaration: lowerEnum,
  return_statement: lowerReturn,
  yield_expression: lowerReturn,
  for_in_statement: lowerForIn,
  for_statement: lowerLoop,
  while_statement: lowerLoop,
  do_statement: lowerLoop,
  // Its end is come to by a `break` that names it.
  labeled_statement: lowerLoop,
  if_statement: lowerIf,
  switch_case: lowerBranch,
  switch_default: lowerBranch,
  switch_statement: lowerSwitch,
  try_statement: lowerTry,
  comment: (lowering, node) => lowering.commented(node),
};
