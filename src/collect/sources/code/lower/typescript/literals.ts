import { ANY_KEY } from '../../dotted-name.ts';
import type { Expr, ObjectEntry, ObjectExpr } from '../../ir.ts';
import { exactArray } from '../exact-array.ts';
import { withSpreadOrder } from '../spread-order.ts';
import { lowerSequence } from '../sequence.ts';
import type { ExprHandler, Lowering } from '../lowering.ts';
import { unescapeText } from '../quoted-text.ts';
import { lowerMethod } from './functions.ts';
import { propertyKey, stringText } from './property-key.ts';
import { cutRegularExpression } from '../regular-expression.ts';
import { lowerSpread } from './spread.ts';

/** A text where nothing is substituted. */
function lowerTemplate(lowering: Lowering, node: number): Expr {
  const { tree } = lowering;
  const parts: (string | Expr)[] = [];
  let literal = '';
  for (const child of tree.children(node)) {
    if (!lowering.is(child, 'template_substitution')) {
      // Escapes are nodes of their own here, so the text comes in pieces.
      literal += unescapeText(tree.slice(child));
      continue;
    }
    if (literal !== '') parts.push(literal);
    literal = '';
    const [inner] = tree.children(child);
    if (inner !== undefined) parts.push(lowering.expr(inner));
  }
  const span = lowering.span(node);
  if (parts.length === 0) return { kind: 'string', value: literal, span };
  if (literal !== '') parts.push(literal);
  return { kind: 'template', parts, span };
}

/** `key: value`; null where the parser found only half of it. */
function lowerPair(lowering: Lowering, node: number): ObjectEntry | null {
  const { tree, f } = lowering;
  const key = tree.child(node, f.key);
  const value = tree.child(node, f.value);
  if (key < 0 || value < 0) return null;
  const name = propertyKey(lowering, key);
  // Calls inside a computed key are made all the same.
  if (name === null) lowering.visitChildren(key);
  return { key: name ?? ANY_KEY, value: lowering.expr(value), span: lowering.span(node) };
}

/** Null for entries without a key that is written: computed methods, and what could not be parsed. */
function lowerEntry(lowering: Lowering, node: number): ObjectEntry | null {
  const span = lowering.span(node);
  switch (lowering.typeName(node)) {
    case 'pair':
      return lowerPair(lowering, node);
    case 'shorthand_property_identifier': {
      const name = lowering.tree.slice(node);
      return { key: name, value: { kind: 'name', name, span }, span };
    }
    case 'method_definition': {
      const fn = lowerMethod(lowering, node, []);
      return fn.name === null ? null : { key: fn.name, value: { kind: 'function', fn, span }, span };
    }
    default:
      lowering.visit(node);
      return null;
  }
}

/** Getters and setters count as methods; a spread or a computed key leaves the object open. */
function lowerObject(lowering: Lowering, node: number): Expr {
  const { tree } = lowering;
  const entries: ObjectEntry[] = [];
  const spreads: Expr[] = [];
  const after: number[] = [];
  let complete = true;
  const end = tree.after(node);
  for (let child = node + 1; child < end; child = tree.after(child)) {
    if (lowering.is(child, 'comment')) continue;
    if (lowering.is(child, 'spread_element')) {
      spreads.push(lowerSpread(lowering, child));
      after.push(entries.length);
      continue;
    }
    const entry = lowerEntry(lowering, child);
    if (entry === null || entry.key === ANY_KEY) complete = false;
    if (entry !== null) entries.push(entry);
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

function isSpread(lowering: Lowering, node: number): boolean {
  return lowering.is(node, 'spread_element');
}

/** Literals and names. */
export const TYPESCRIPT_LITERALS: Readonly<Record<string, ExprHandler>> = {
  string: (lowering, node) => {
    return { kind: 'string', value: stringText(lowering, node), span: lowering.span(node) };
  },
  number: (lowering, node) => {
    const value = Number(lowering.tree.slice(node).replaceAll('_', '').replace(/n$/, ''));
    return Number.isFinite(value)
      ? { kind: 'number', value, span: lowering.span(node) }
      : lowering.unknown(node);
  },
  true: (lowering, node) => ({ kind: 'boolean', value: true, span: lowering.span(node) }),
  false: (lowering, node) => ({ kind: 'boolean', value: false, span: lowering.span(node) }),
  null: (lowering, node) => ({ kind: 'null', span: lowering.span(node) }),
  // Null and undefined both mean that nothing was given.
  undefined: (lowering, node) => ({ kind: 'null', span: lowering.span(node) }),
  identifier: (lowering, node) => {
    return { kind: 'name', name: lowering.tree.slice(node), span: lowering.span(node) };
  },
  this: (lowering, node) => ({ kind: 'name', name: 'self', span: lowering.span(node) }),
  // Names, so that a resolver need not know them apart from others.
  super: (lowering, node) => ({ kind: 'name', name: 'super', span: lowering.span(node) }),
  import: (lowering, node) => ({ kind: 'name', name: 'import', span: lowering.span(node) }),
  template_string: lowerTemplate,
  regex: (lowering, node) => {
    const whole = lowering.unknown(node);
    // A long one keeps its end, so that it is known for what it is (regular-expression.ts).
    return lowering.tree.slice(node) === whole.text
      ? whole
      : { ...whole, text: cutRegularExpression(whole.text) };
  },
  array: (lowering, node) => lowerSequence(lowering, node, isSpread, lowerSpread),
  object: lowerObject,
};
