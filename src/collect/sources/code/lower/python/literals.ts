import type { Expr, ObjectEntry } from '../../ir.ts';
import { exactArray, NONE } from '../exact-array.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { unescapeText } from '../quoted-text.ts';

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

function lowerNumber(lowering: Lowering, node: number): Expr {
  // Underscores are allowed in numbers; complex ones are not known.
  const value = Number(lowering.tree.slice(node).replaceAll('_', ''));
  return Number.isFinite(value)
    ? { kind: 'number', value, span: lowering.span(node) }
    : lowering.unknown(node);
}

/** Lists, tuples and sets alike: order and kind do not matter to what is in them. */
function lowerSequence(lowering: Lowering, node: number): Expr {
  const { tree } = lowering;
  const items: Expr[] = [];
  const spreads: Expr[] = [];
  const end = tree.after(node);
  for (let child = node + 1; child < end; child = tree.after(child)) {
    if (lowering.is(child, 'list_splat')) spreads.push(lowerSplat(lowering, child));
    else items.push(lowering.expr(child));
  }
  return {
    kind: 'list',
    items: exactArray(items),
    spreads: exactArray(spreads),
    complete: spreads.length === 0,
    span: lowering.span(node),
  };
}

/** `*xs` and `**options`: what is spread. */
export function lowerSplat(lowering: Lowering, node: number): Expr {
  const [inner] = lowering.tree.children(node);
  return inner === undefined ? lowering.unknown(node) : lowering.expr(inner);
}

function lowerDictionary(lowering: Lowering, node: number): Expr {
  const { tree, f } = lowering;
  const entries: ObjectEntry[] = [];
  const spreads: Expr[] = [];
  let complete = true;
  for (const child of tree.children(node)) {
    if (lowering.is(child, 'dictionary_splat')) {
      spreads.push(lowerSplat(lowering, child));
      continue;
    }
    const key = tree.child(child, f.key);
    const value = tree.child(child, f.value);
    const name = key < 0 ? null : lowering.expr(key);
    const lowered = value < 0 ? null : lowering.expr(value);
    if (name?.kind === 'string' && lowered !== null) {
      entries.push({ key: name.value, value: lowered, span: lowering.span(child) });
      // A computed key could be any.
    } else complete = false;
  }
  complete &&= spreads.length === 0;
  return {
    kind: 'object',
    entries: exactArray(entries),
    spreads: exactArray(spreads),
    complete,
    span: lowering.span(node),
  };
}

/** What a comprehension holds cannot be said; that it is a list or a dictionary can. */
function lowerComprehension(lowering: Lowering, node: number): Expr {
  lowering.visitChildren(node);
  const span = lowering.span(node);
  if (lowering.is(node, 'dictionary_comprehension')) {
    return { kind: 'object', entries: NONE, spreads: NONE, complete: false, span };
  }
  return { kind: 'list', items: NONE, spreads: NONE, complete: false, span };
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
    return {
      kind: 'name',
      // Whatever the author calls it.
      name: name === lowering.scope.receiver ? 'self' : name,
      span: lowering.span(node),
    };
  },
  list: lowerSequence,
  tuple: lowerSequence,
  set: lowerSequence,
  expression_list: lowerSequence,
  dictionary: lowerDictionary,
  list_comprehension: lowerComprehension,
  set_comprehension: lowerComprehension,
  generator_expression: lowerComprehension,
  dictionary_comprehension: lowerComprehension,
};
