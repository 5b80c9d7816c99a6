import type { Expr } from '../ir.ts';
import type { Lowering } from './lowering.ts';

/** `object.property`; the grammars name the field of the property differently. */
export function lowerMember(lowering: Lowering, node: number, propertyField: number): Expr {
  const { tree, f } = lowering;
  const object = tree.child(node, f.object);
  const property = tree.child(node, propertyField);
  if (object < 0 || property < 0) return lowering.opaque(node);
  // `a?.b` as well: that a may be missing is not followed.
  const name = tree.slice(property);
  return { kind: 'member', object: lowering.expr(object), property: name, span: lowering.span(node) };
}

/** `object[index]`. `config['model']` is `config.model` to everybody who reads the program. */
export function lowerSubscript(lowering: Lowering, node: number, object: number, index: number): Expr {
  if (object < 0 || index < 0) return lowering.opaque(node);
  const span = lowering.span(node);
  const from = lowering.expr(object);
  const at = lowering.expr(index);
  // Only a written key: any other index stays one, and is followed by the resolver.
  if (at.kind === 'string') return { kind: 'member', object: from, property: at.value, span };
  return { kind: 'index', object: from, index: at, span };
}
