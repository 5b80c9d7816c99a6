import type { CallExpr, Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { isCall, within, type Recognition } from '../recognition/recognition.ts';
import { vectorStoreMade, type VectorHandle } from './vector-stores.ts';

/** Methods on the way from a store to its retriever. */
const MAX_STEPS = 6;

/**
 * Methods that give the retriever of a store, or the same retriever to be run in another way.
 * https://reference.langchain.com/python/langchain_core/runnables/
 */
const SAME_RETRIEVER = /^(as_retriever|asRetriever|bind|with_?(config|retry|types|listeners|alisteners))$/i;

interface RetrieverStores {
  readonly stores: readonly VectorHandle[];
  readonly isWhole: boolean;
}

const NONE: RetrieverStores = { stores: [], isWhole: false };

/**
 * The stores behind `store.as_retriever(…)`, or behind a store itself; of a store that is one of several each. Whole where every
 * one that may be meant was found.
 */
export function retrieverStores(recognition: Recognition, at: Located, depth = 0): RetrieverStores {
  if (depth > MAX_STEPS) return NONE;
  const listed = recognition.resolver.list(at);
  if (listed !== null)
    return joined(listed.items.map((item) => retrieverStores(recognition, item, depth + 1)));
  const value = isCall(at) ? null : recognition.resolver.value(at);
  if (value?.kind === 'either')
    return joined(value.options.map((option) => retrieverStores(recognition, option.at, depth + 1)));
  const call = value?.kind === 'package' ? (value.symbol.origin ?? value.at) : (value?.at ?? at);
  if (!isCall(call)) return NONE;
  const made = vectorStoreMade(recognition, call);
  if (made !== null) return { stores: [made], isWhole: true };
  const { callee } = call.expr;
  if (callee.kind !== 'member') return NONE;
  const before = retrieverStores(recognition, within(call, callee.object), depth + 1);
  if (SAME_RETRIEVER.test(callee.property)) return before;
  // `with_fallbacks([other])`: what is handed over may be asked as well, or instead.
  const others = handed(call.expr).map((expr) => retrieverStores(recognition, within(call, expr), depth + 1));
  return { stores: joined([before, ...others]).stores, isWhole: false };
}

function joined(each: readonly RetrieverStores[]): RetrieverStores {
  return { stores: each.flatMap(({ stores }) => stores), isWhole: each.every(({ isWhole }) => isWhole) };
}

/** What a call is handed, by place, by name, and in an object of options. */
function handed({ args, named }: CallExpr): readonly Expr[] {
  return [...args, ...named.map(({ value }) => value)].flatMap((expr) =>
    expr.kind === 'object' ? expr.entries.map(({ value }) => value) : [expr],
  );
}
