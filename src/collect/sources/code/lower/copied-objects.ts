import { ANY_KEY, MERGED } from '../dotted-name.ts';
import type { Expr, Span } from '../ir.ts';
import type { Lowering } from './lowering.ts';
import type { CopiedObject } from './open-scope.ts';

/** What the names of a loop stand for, while its body is lowered; null where they are no key and value. */
export function copying(lowering: Lowering, copied: CopiedObject | null, body: () => void): void {
  const outer = lowering.copied;
  lowering.copied = copied;
  body();
  lowering.copied = outer;
}

/** The object whose pairs `object.items()` or `Object.entries(object)` gives. */
export function pairsOf(looped: Expr): Expr | null {
  if (looped.kind !== 'call' || looped.callee.kind !== 'member') return null;
  const { callee, args } = looped;
  const [first] = args;
  if (callee.property === 'items') return first === undefined ? callee.object : null;
  const isObject = callee.object.kind === 'name' && callee.object.name === 'Object';
  return callee.property === 'entries' && isObject && first !== undefined ? first : null;
}

/** A name of the loop is given something else: what it holds from here on is no part of the object. */
export function rebound(lowering: Lowering, name: string): void {
  const { copied } = lowering;
  if (copied !== null && (name === copied.key || name === copied.value)) lowering.copied = null;
}

/** `target = value`; `other[key] = value` in such a loop puts all of the object into the other, each under its own key. */
export function assignCopied(lowering: Lowering, target: Expr, name: string, value: Expr, span: Span): void {
  const { copied, loop } = lowering;
  const isCopy =
    copied !== null &&
    name.endsWith(`.${ANY_KEY}`) &&
    target.kind === 'index' &&
    target.index.kind === 'name' &&
    target.index.name === copied.key &&
    value.kind === 'name' &&
    value.name === copied.value;
  if (!isCopy) {
    lowering.assign(name, 'set', value, span);
    return;
  }
  const put = (): void => {
    lowering.assign(name.slice(0, -ANY_KEY.length) + MERGED, 'set', copied.object, span);
  };
  // What stands before it in the loop may leave some out (`continue`).
  if (copied.isAll || lowering.branch !== null) put();
  else lowering.inBranch(loop ?? span, put);
}
