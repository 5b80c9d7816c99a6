import type { Located } from '../../resolve/resolver.ts';
import { isCall, within, type Recognition } from '../recognition/recognition.ts';
import { vectorStoreMade, type VectorHandle } from './stores.ts';

/** Methods on the way from a store to its retriever. */
const MAX_STEPS = 6;

/**
 * The stores behind `store.as_retriever(…)`, or behind a store itself; of a store that is one of several each. Whole where every
 * one that may be meant was found.
 */
export function retrieverStores(
  recognition: Recognition,
  at: Located,
  depth = 0,
): { readonly stores: readonly VectorHandle[]; readonly isWhole: boolean } {
  const none = { stores: [], isWhole: false };
  if (depth > MAX_STEPS) return none;
  const value = isCall(at) ? null : recognition.resolver.value(at);
  if (value?.kind === 'either') {
    const each = value.options.map((option) => retrieverStores(recognition, option.at, depth + 1));
    return { stores: each.flatMap(({ stores }) => stores), isWhole: each.every(({ isWhole }) => isWhole) };
  }
  const call = value?.kind === 'package' ? (value.symbol.origin ?? value.at) : (value?.at ?? at);
  if (!isCall(call)) return none;
  const made = vectorStoreMade(recognition, call);
  if (made !== null) return { stores: [made], isWhole: true };
  const { callee } = call.expr;
  return callee.kind === 'member'
    ? retrieverStores(recognition, within(call, callee.object), depth + 1)
    : none;
}
