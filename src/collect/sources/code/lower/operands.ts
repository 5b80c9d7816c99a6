import type { Expr, Guard } from '../ir.ts';
import type { Lowering } from './lowering.ts';

/** Empty where the operator is one that the flat tree does not keep. */
export function operatorOf(lowering: Lowering, node: number): string {
  const operator = lowering.tree.child(node, lowering.f.operator);
  return operator < 0 ? '' : lowering.tree.slice(operator);
}

/** Operands of `a op b op c`, left to right; long sums nest to the left and would otherwise recurse. */
export function lowerOperands(lowering: Lowering, node: number, operator: string): readonly Expr[] {
  const { tree, f } = lowering;
  const type = lowering.typeName(node);
  const found: number[] = [];
  // Down the left side in a loop: ten thousand operands nest ten thousand deep.
  let at = node;
  while (at >= 0 && lowering.is(at, type) && operatorOf(lowering, at) === operator) {
    const right = tree.child(at, f.right);
    if (right >= 0) found.push(right);
    at = tree.child(at, f.left);
  }
  if (at >= 0) found.push(at);
  return found.reverse().map((operand) => lowering.expr(operand));
}

/** `a + b`: a text of its pieces, as far as they are known. */
export function sumOf(lowering: Lowering, node: number, operands: readonly Expr[]): Expr {
  const parts = operands.map((operand) => (operand.kind === 'string' ? operand.value : operand));
  return { kind: 'template', parts, span: lowering.span(node) };
}

/** `a and b` is b or something falsy: for what is asked of it, b or nothing. */
export function conjunctionOf(lowering: Lowering, node: number, operands: readonly Expr[]): Expr {
  const span = lowering.span(node);
  const last = operands.at(-1) ?? lowering.unknown(node);
  const asked = operands
    .slice(0, -1)
    .flatMap((one): Guard[] =>
      one.kind === 'name' ? [{ name: one.name, values: null, negated: false }] : [],
    );
  return lowering.eitherOf([last, { kind: 'null', span }], [asked, []], span);
}
