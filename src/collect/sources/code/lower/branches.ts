import type { Branch, Span } from '../ir.ts';
import type { Lowering } from './lowering.ts';

/** A longer condition asks for more than a tool's name. */
const MAX_CHARACTERS = 400;
const LEAVES: ReadonlySet<string> = new Set(['return_statement', 'raise_statement', 'throw_statement']);
const ENDS: ReadonlySet<string> = new Set([...LEAVES, 'break_statement', 'continue_statement']);
const BLOCKS: ReadonlySet<string> = new Set(['block', 'statement_block', 'else_clause', 'else']);

/** The last statement of some, inside blocks. */
function lastType(lowering: Lowering, nodes: readonly number[]): string | null {
  const last = nodes.findLast((node) => !lowering.is(node, 'comment'));
  if (last === undefined) return null;
  const type = lowering.typeName(last);
  return BLOCKS.has(type) ? lastType(lowering, lowering.tree.children(last)) : type;
}

/** Whether a body ends by leaving its function. */
export function isLeft(lowering: Lowering, body: number): boolean {
  const last = lastType(lowering, [body]);
  return last !== null && LEAVES.has(last);
}

/** Keeps one branch of the statement that begins on a line. */
export function keepBranch(
  lowering: Lowering,
  node: number,
  {
    subject,
    asks,
    statement,
    body,
    runsOn,
  }: Pick<Branch, 'subject' | 'asks' | 'statement'> & {
    /** Null where what comes after it is not its matter. */
    readonly body: readonly number[] | null;
    /** Where it is not left, the next branch is run as well. */
    readonly runsOn?: true;
  },
): void {
  const last = body === null ? 'return_statement' : lastType(lowering, body);
  (lowering.scope.branches ??= []).push({
    subject: subject !== null && subject.length > MAX_CHARACTERS ? '' : subject,
    // Of a longer one it is not known what it asks.
    asks: asks !== null && asks.length > MAX_CHARACTERS ? '' : asks,
    statement,
    span: lowering.span(node),
    leaves: last !== null && LEAVES.has(last),
    fallsThrough: runsOn === true && (last === null || !ENDS.has(last)),
    around: lowering.scope.around,
  });
}

/** What is lowered inside may be passed over: a loop is not entered, and a `with` keeps a failure to itself. */
export function inPassedOver(lowering: Lowering, span: Span, inner: () => void): void {
  const { scope } = lowering;
  const outer = scope.around;
  scope.around = span;
  inner();
  scope.around = outer;
}

/** Whether a `case` may be left for what stands behind its `switch` before its last statement. */
export function breaksEarly(lowering: Lowering, body: readonly number[]): boolean {
  const breaks = body.flatMap((node) => lowering.tree.slice(node).match(/\bbreak\b/g) ?? []).length;
  return breaks > (lastType(lowering, body) === 'break_statement' ? 1 : 0);
}

/** One branch of an `if`; without a condition that of `else`. */
export function keepIf(
  lowering: Lowering,
  statement: number,
  condition: number | undefined,
  body: number | undefined,
): void {
  if (body === undefined || !lowering.readsBranches) return;
  keepBranch(lowering, body, {
    subject: null,
    asks: condition === undefined ? null : lowering.tree.slice(condition),
    statement: lowering.span(statement).startLine,
    body: [body],
  });
}

/** What is run after a failure, whichever branch it was in. After `finally` the function goes on as it would have. */
export function keepCaught(lowering: Lowering, nodes: readonly number[]): void {
  if (!lowering.readsBranches) return;
  for (const node of nodes) {
    const type = lowering.typeName(node);
    if (!/^(except|except_group|finally|catch)_clause$/.test(type)) continue;
    const body = type === 'finally_clause' ? null : lowering.tree.children(node);
    keepBranch(lowering, node, { subject: null, asks: null, statement: null, body });
  }
}
