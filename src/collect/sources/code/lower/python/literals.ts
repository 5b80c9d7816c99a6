import { ANY_KEY } from '../../dotted-name.ts';
import type { Expr, ObjectEntry, ObjectExpr } from '../../ir.ts';
import { anyOf } from '../any-of.ts';
import { exactArray, NONE } from '../exact-array.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { unescapeText } from '../quoted-text.ts';
import { lowerSequence } from '../sequence.ts';
import { withSpreadOrder } from '../spread-order.ts';

const ASTERISK = 42;

/** Pieces of one string literal; escapes are resolved unless the prefix says raw, doubled braces in f-strings undone. */
function stringParts(lowering: Lowering, node: number): (string | Expr)[] {
  const { tree, f } = lowering;
  const parts: (string | Expr)[] = [];
  let prefix = '';
  for (const child of tree.children(node)) {
    switch (lowering.typeName(child)) {
      case 'string_start':
        // Prefix and quotes together: none of the quotes is an r or an f.
        prefix = tree.slice(child).toLowerCase();
        break;
      case 'string_content': {
        const raw = tree.slice(child);
        const text = prefix.includes('r') ? raw : unescapeText(raw);
        parts.push(prefix.includes('f') ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text);
        break;
      }
      case 'interpolation': {
        // What stands in the braces; its format and conversion are dropped by the grammar's list.
        const inner = tree.child(child, f.expression);
        parts.push(inner < 0 ? lowering.unknown(child) : lowering.expr(inner));
        break;
      }
      default:
    }
  }
  return parts;
}

/** A text, or a template where something stands in its braces. */
function lowerString(lowering: Lowering, node: number): Expr {
  // Literals side by side are one text (Python reference, "String literal concatenation").
  const nodes = lowering.is(node, 'concatenated_string') ? lowering.tree.children(node) : [node];
  const parts: (string | Expr)[] = [];
  for (const part of nodes.flatMap((child) => stringParts(lowering, child))) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  const span = lowering.span(node);
  // An f-string without a placeholder is a text like any other.
  const [first = ''] = parts;
  if (parts.length <= 1 && typeof first === 'string') return { kind: 'string', value: first, span };
  return { kind: 'template', parts, span };
}

/** Unknown where the literal is no number of JavaScript's, such as `1j`. */
function lowerNumber(lowering: Lowering, node: number): Expr {
  // Underscores are allowed in numbers; complex ones are not known.
  const value = Number(lowering.tree.slice(node).replaceAll('_', ''));
  return Number.isFinite(value)
    ? { kind: 'number', value, span: lowering.span(node) }
    : lowering.unknown(node);
}

/** `*xs` and `**options`: what is spread. */
export function lowerSplat(lowering: Lowering, node: number): Expr {
  if (!lowering.is(node, 'list_splat') && !lowering.is(node, 'dictionary_splat')) return lowering.expr(node);
  const [inner] = lowering.tree.children(node);
  return inner === undefined ? lowering.unknown(node) : lowering.expr(inner);
}

/** Of one key the last entry counts, which is for the reader of the entries: all are kept. */
function lowerDictionary(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const entries: ObjectEntry[] = [];
  const spreads: Expr[] = [];
  const after: number[] = [];
  let complete = true;
  for (const child of tree.children(node)) {
    if (lowering.is(child, 'dictionary_splat')) {
      spreads.push(lowerSplat(lowering, child));
      after.push(entries.length);
      continue;
    }
    const key = tree.child(child, f.key);
    const value = tree.child(child, f.value);
    const name = key < 0 ? null : lowering.expr(key);
    const lowered = value < 0 ? null : lowering.expr(value);
    if (name?.kind === 'string' && lowered !== null) {
      entries.push({ key: name.value, value: lowered, span: lowering.span(child) });
      continue;
    }
    complete = false;
    // A computed key could be any.
    if (lowered !== null) entries.push({ key: ANY_KEY, value: lowered, span: lowering.span(child) });
  }
  complete &&= spreads.length === 0;
  const object: ObjectExpr = {
    kind: 'object',
    entries: exactArray(entries),
    spreads: exactArray(spreads),
    complete,
    span: lowering.span(node),
  };
  return withSpreadOrder(object, after);
}

/** By its text: the grammar takes `*f(x)` for a call of `*f`, and `*a.b` for a member of `*a`. */
export function isSplat({ tree }: Lowering, node: number): boolean {
  return tree.text.charCodeAt(tree.start[node] ?? 0) === ASTERISK;
}

const lowerList: ExprHandler = (lowering, node) => lowerSequence(lowering, node, isSplat, lowerSplat);

/**
 * `[f(x) for x in xs]`: one item that stands for any number of elements, with the loop's names replaced by what is looped
 * over; it would need a scope of its own otherwise. A dictionary's value is kept under the key that stands for any.
 */
function lowerComprehension(lowering: Lowering, node: number): Expr {
  const outer = lowering.iterated;
  const names = new Map(outer ?? []);
  lowering.iterated = names;
  const { tree, f } = lowering;
  // The grammar puts the element first, though the loops are evaluated before it.
  const [body = -1, ...clauses] = tree.children(node);
  let isFiltered = false;
  for (const clause of clauses) {
    if (lowering.is(clause, 'if_clause')) isFiltered = true;
    const left = tree.child(clause, f.left);
    const right = tree.child(clause, f.right);
    if (!lowering.is(clause, 'for_in_clause') || left < 0 || right < 0) lowering.visit(clause);
    else iterate(lowering, left, anyOf(lowering.expr(right)), names);
  }
  const span = lowering.span(node);
  const isDictionary = lowering.is(node, 'dictionary_comprehension');
  const key = isDictionary && body >= 0 ? tree.child(body, f.key) : -1;
  const value = isDictionary && body >= 0 ? tree.child(body, f.value) : body;
  if (key >= 0) lowering.visit(key);
  const element = value < 0 ? lowering.unknown(node) : lowering.expr(value);
  lowering.iterated = outer;
  const made: Expr = isDictionary
    ? {
        kind: 'object',
        entries: [{ key: ANY_KEY, value: element, span }],
        spreads: NONE,
        complete: false,
        span,
      }
    : { kind: 'list', items: [element], spreads: NONE, complete: false, span };
  return isFiltered ? { ...made, filtered: true } : made;
}

/** The names of a loop's pattern, each with its part of the element. */
function iterate(lowering: Lowering, target: number, element: Expr, names: Map<string, Expr>): void {
  if (lowering.is(target, 'identifier')) {
    names.set(lowering.tree.slice(target), element);
    return;
  }
  const span = lowering.span(target);
  lowering.tree.children(target).forEach((child, position) => {
    const index: Expr = { kind: 'number', value: position, span };
    iterate(lowering, child, { kind: 'index', object: element, index, span }, names);
  });
}

/** Literals and names. */
export const PYTHON_LITERALS: Readonly<Record<string, ExprHandler>> = {
  string: lowerString,
  concatenated_string: lowerString,
  integer: lowerNumber,
  float: lowerNumber,
  true: (lowering, node) => ({ kind: 'boolean', value: true, span: lowering.span(node) }),
  false: (lowering, node) => ({ kind: 'boolean', value: false, span: lowering.span(node) }),
  none: (lowering, node) => ({ kind: 'null', span: lowering.span(node) }),
  identifier: (lowering, node) => {
    const name = lowering.tree.slice(node);
    const element = lowering.iterated?.get(name);
    if (element !== undefined) return element;
    return {
      kind: 'name',
      // Whatever the author calls it.
      name: name === lowering.scope.receiver ? 'self' : name,
      span: lowering.span(node),
    };
  },
  // Inside of what it spreads.
  list_splat: lowerSplat,
  list: lowerList,
  tuple: lowerList,
  set: lowerList,
  expression_list: lowerList,
  dictionary: lowerDictionary,
  list_comprehension: lowerComprehension,
  set_comprehension: lowerComprehension,
  generator_expression: lowerComprehension,
  dictionary_comprehension: lowerComprehension,
};
