import type { CallExpr } from '../../ir.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';

const bound = new WeakMap<Recognition, Set<CallExpr>>();

/** Remembers that a call which gives a model tools is a part of an agent that was found. */
export function noteBound(recognition: Recognition, { expr }: LocatedCall): void {
  const known = bound.get(recognition) ?? new Set<CallExpr>();
  bound.set(recognition, known.add(expr));
}

/** Whether an agent was found of which the call is a part. */
export function isPartOfAgent(recognition: Recognition, { expr }: LocatedCall): boolean {
  return bound.get(recognition)?.has(expr) === true;
}
