import { dottedName } from '../../dotted-name.ts';
import type { Expr } from '../../ir.ts';
import type { Lowering } from '../lowering.ts';
import { assignCopied, rebound } from '../copied-objects.ts';
import { propertyKey } from './property-key.ts';

/** Called once for each name; whether it declares or assigns is the caller's. */
type Bind = (name: string, value: Expr, node: number) => void;

/** Takes a pattern apart: every name that it binds, with the part of the value that it stands for. */
export function bindPattern(lowering: Lowering, pattern: number, value: Expr, bind: Bind): void {
  const { tree, f } = lowering;
  switch (lowering.typeName(pattern)) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      bind(tree.slice(pattern), value, pattern);
      return;
    case 'object_pattern':
      bindObjectPattern(lowering, pattern, value, bind);
      return;
    case 'array_pattern':
      bindArrayPattern(lowering, pattern, value, bind);
      return;
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = tree.child(pattern, f.left);
      const right = tree.child(pattern, f.right);
      if (left < 0 || right < 0) return;
      // A default may or may not be taken: either.
      const options = [part(lowering, left, value), lowering.expr(right)];
      bindPattern(lowering, left, { kind: 'either', options, span: lowering.span(pattern) }, bind);
      return;
    }
    case 'rest_pattern': {
      const [inner] = tree.children(pattern);
      // The rest is whatever the other names left over.
      if (inner !== undefined) bindPattern(lowering, inner, lowering.unknown(pattern), bind);
      return;
    }
    // A member as the target of a pattern: its calls count, its value is not followed.
    default:
      lowering.visit(pattern);
  }
}

/** In `{ a = 1 }` the default belongs to the member a; elsewhere the value has been taken apart already. */
function part(lowering: Lowering, left: number, value: Expr): Expr {
  if (!lowering.is(left, 'shorthand_property_identifier_pattern')) return value;
  const property = lowering.tree.slice(left);
  return { kind: 'member', object: value, property, span: lowering.span(left) };
}

/** Names of members; a computed key could be any, and binds a value that is not known. */
function bindObjectPattern(lowering: Lowering, pattern: number, value: Expr, bind: Bind): void {
  const { tree, f } = lowering;
  for (const child of tree.children(pattern)) {
    if (lowering.is(child, 'shorthand_property_identifier_pattern')) {
      bind(tree.slice(child), part(lowering, child, value), child);
    } else if (lowering.is(child, 'pair_pattern')) {
      const key = tree.child(child, f.key);
      const inner = tree.child(child, f.value);
      if (key < 0 || inner < 0) continue;
      const property = propertyKey(lowering, key);
      const span = lowering.span(child);
      const member: Expr =
        property === null ? lowering.unknown(child) : { kind: 'member', object: value, property, span };
      bindPattern(lowering, inner, member, bind);
    } else if (!lowering.is(child, 'comment')) bindPattern(lowering, child, value, bind);
  }
}

/** By position, holes counted. */
function bindArrayPattern(lowering: Lowering, pattern: number, value: Expr, bind: Bind): void {
  const { tree } = lowering;
  let position = 0;
  let from = tree.start[pattern] ?? 0;
  for (const child of tree.children(pattern)) {
    // Holes have no node: the commas between two children say how many places were passed.
    const between = tree.text.slice(from, tree.start[child]);
    position += between.split(',').length - 1;
    from = tree.end[child] ?? from;
    const span = lowering.span(child);
    const index: Expr = { kind: 'number', value: position, span };
    bindPattern(lowering, child, { kind: 'index', object: value, index, span }, bind);
  }
}

/** `left op right` for names, members and patterns; gives the value, which is what the expression stands for. */
export function lowerMemberAssignment(
  lowering: Lowering,
  node: number,
  left: number,
  right: number,
  operator: string,
): Expr {
  const type = lowering.typeName(left);
  const hint = type === 'identifier' ? lowering.tree.slice(left) : null;
  if (type.endsWith('_pattern')) {
    const value = lowering.expr(right);
    bindPattern(lowering, left, value, (name, bound, at) =>
      lowering.assign(name, 'set', bound, lowering.span(at)),
    );
    return value;
  }
  // The target's own calls are made as well: `cache(key).value = x`.
  const target = lowering.expr(left);
  const value = lowering.expr(right, hint);
  const name = dottedName(target);
  if (name !== null) {
    if (operator === '=' && assignExport(lowering, name, value, node)) return value;
    rebound(lowering, name);
    if (operator === '=') assignCopied(lowering, target, name, value, lowering.span(node));
    else lowering.assign(name, operator === '+=' ? 'append' : 'set', value, lowering.span(node));
  }
  return value;
}

/** CommonJS: `module.exports = …`, `exports.x = …`. */
function assignExport(lowering: Lowering, target: string, value: Expr, node: number): boolean {
  const path = target.startsWith('module.') ? target.slice('module.'.length) : target;
  if (path === 'exports') {
    // `exports = …` rebinds a local name and exports nothing (Node.js, "exports shortcut").
    if (target === path) return false;
    exportAs(lowering, 'default', value, node);
    if (value.kind !== 'object') return true;
    // An importer may take the object as a whole or one of its members.
    for (const entry of value.entries) exportAs(lowering, entry.key, entry.value, node);
    return true;
  }
  if (!path.startsWith('exports.')) return false;
  const name = path.slice('exports.'.length);
  // A member of something that is exported already.
  if (name.includes('.')) return false;
  exportAs(lowering, name, value, node);
  return true;
}

/** Exports a value under a name; a value without a name of its own gets `exports.<name>` as one. */
export function exportAs(lowering: Lowering, name: string, value: Expr, node: number): void {
  if (value.kind === 'name') {
    lowering.exports.push({ name, local: value.name, from: null });
    return;
  }
  const local = `exports.${name}`;
  lowering.assign(local, 'set', value, lowering.span(node));
  lowering.exports.push({ name, local, from: null });
}
