import { isRegularExpression } from '../../lower/regular-expression.ts';
import type { Located } from '../../resolve/resolver.ts';
import { calledBy } from '../calls/called-things.ts';
import { isPure } from '../harmless/calls.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { mentions } from '../values/taint.ts';
import { MAX_DEPTH, valueIn, type BodyFrame } from './body-frame.ts';

/** What the model gave, what is written down, and what a call of the catalogue gave back. */
export function isPlainData(recognition: Recognition, at: Located, frame: BodyFrame, depth = 0): boolean {
  const { expr } = at;
  if (depth > MAX_DEPTH) return false;
  if (expr.kind === 'member' || expr.kind === 'index')
    return isPlainData(recognition, within(at, expr.object), frame, depth + 1);
  if (expr.kind === 'call') return isDataCall(recognition, { ...at, expr }, frame, depth);
  // It looks for something in a text, and runs nothing.
  if (expr.kind === 'unknown') return isRegularExpression(expr.text);
  if (expr.kind !== 'name') return expr.kind !== 'function';
  if (mentions(expr, frame.chosen)) return true;
  const bound = frame.fn.assignments.find(({ target }) => target === expr.name);
  if (bound !== undefined) return isPlainData(recognition, within(at, bound.value), frame, depth + 1);
  const resolved = valueIn(recognition, recognition.resolver.value(at), frame);
  if (resolved.kind === 'definition') return ['object', 'list', 'template'].includes(resolved.at.expr.kind);
  if (resolved.kind === 'unresolved')
    return resolved.at.expr.kind === 'unknown' && isRegularExpression(resolved.at.expr.text);
  return ['known', 'env', 'text'].includes(resolved.kind);
}

// Whether what a call gives back is plain data, on which every method is harmless.
function isDataCall(recognition: Recognition, call: LocatedCall, frame: BodyFrame, depth: number): boolean {
  const { catalog } = recognition;
  const called = calledBy(recognition, call);
  // Its body is walked for what it does; what it gives back is data.
  if (called.kind === 'inside') return true;
  if (called.kind === 'method') {
    return (
      catalog.pure.methods.has(called.name) ||
      isPlainData(recognition, within(call, called.receiver), frame, depth + 1)
    );
  }
  return (
    called.kind === 'outside' && (catalog.sinks.has(called.symbol) || isPure(recognition, called.symbol))
  );
}
