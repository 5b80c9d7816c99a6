import { isLeft } from './branches.ts';
import type { Lowering } from './lowering.ts';

/** A longer condition asks for more than a host. */
const MAX_CHARACTERS = 400;

/**
 * The statements of a body. An `if` without `else` that asks for a host, and leaves the function where it holds, is kept with the
 * place from which it has been passed: whatever is called there was let through by it.
 */
export function visitStatements(lowering: Lowering, body: number): void {
  for (const node of lowering.tree.children(body)) {
    lowering.visit(node);
    if (lowering.is(node, 'if_statement')) keepCheck(lowering, node);
  }
}

function keepCheck(lowering: Lowering, node: number): void {
  const { tree, f } = lowering;
  const consequence = tree.child(node, f.consequence);
  const [condition] = tree.children(node);
  const isAlone = tree.child(node, f.alternative) < 0;
  if (!isAlone || consequence < 0 || condition === undefined || !isLeft(lowering, consequence)) return;
  const asks = tree.slice(condition);
  if (asks.length > MAX_CHARACTERS || !/host/i.test(asks)) return;
  (lowering.scope.checks ??= []).push({ asks, from: lowering.callCount });
}
