import type { Lowering } from '../lowering.ts';

/** Packages whose `expect` asserts something. */
const ASSERTING: ReadonlySet<string> = new Set([
  'vitest',
  '@jest/globals',
  'bun:test',
  'chai',
  '@playwright/test',
]);

export function isAssertion(module: string, imported: string): boolean {
  return imported === 'expect' && ASSERTING.has(module);
}

/**
 * Whether what is called is a matcher: `expect(x).toEqual`, `expect(x).not.toBe`. It compares, and what it is handed to compare with is
 * used by nothing: of langchainjs assertions are a quarter of all calls, and hold a seventh of all expressions.
 */
export function isMatcher(lowering: Lowering, callee: number): boolean {
  const { tree, f, assertions } = lowering;
  let at = callee;
  if (!lowering.is(at, 'member_expression')) return false;
  while (at >= 0 && lowering.is(at, 'member_expression')) at = tree.child(at, f.object);
  if (at < 0 || !lowering.is(at, 'call_expression')) return false;
  const called = tree.child(at, f.function);
  return called >= 0 && lowering.is(called, 'identifier') && assertions.has(tree.slice(called));
}
