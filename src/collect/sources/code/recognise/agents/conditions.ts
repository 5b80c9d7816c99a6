import type { ModuleIr, Span } from '../../ir.ts';
import { isWithin } from '../../resolve/mutations/mutations.ts';
import type { Condition } from '../../resolve/resolver.ts';
import type { LocatedCall } from '../recognition/recognition.ts';

/** By its place: the texts of a program are not quoted. A branch in which the agent itself is made decides nothing. */
export function guardsOf(when: Condition | undefined, { module, expr }: LocatedCall): readonly string[] {
  if (when === undefined) return [];
  if (when.isBranch && when.module === module && isWithin(expr.span, when.span)) return [];
  return [conditionAt({ module: when.module, expr: when })];
}

/** Where it is decided. */
export function conditionAt({
  module,
  expr,
}: {
  readonly module: ModuleIr;
  readonly expr: { readonly span: Span };
}): string {
  return `the condition at ${module.path}:${expr.span.startLine} holds`;
}
