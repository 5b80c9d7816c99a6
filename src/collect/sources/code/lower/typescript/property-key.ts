import type { Lowering } from '../lowering.ts';
import { unescapeText } from '../quoted-text.ts';

/** The text between the quotes of a string node. */
export function stringText(lowering: Lowering, node: number): string {
  return unescapeText(lowering.tree.slice(node).slice(1, -1));
}

/** A key as written, null where it is computed. */
export function propertyKey(lowering: Lowering, node: number): string | null {
  if (lowering.is(node, 'string')) return stringText(lowering, node);
  if (!lowering.is(node, 'computed_property_name')) return lowering.tree.slice(node);
  const [inner] = lowering.tree.children(node);
  return inner !== undefined && lowering.is(inner, 'string') ? stringText(lowering, inner) : null;
}
