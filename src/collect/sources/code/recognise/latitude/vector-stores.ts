import { declaredId, type NodeId } from '#model';
import { argument, textOf } from '../calls/arguments.ts';
import { canonicalSymbol } from '../catalog/catalog.ts';
import { isCall, stateOf, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import type { BodyReach } from './body-reach.ts';

/** A store that is opened by `maker`; `name` is its collection, null where that was not resolved. */
export interface VectorHandle {
  readonly provider: string;
  readonly maker: LocatedCall;
  readonly name: string | null;
}

/** Null where none is written down, or one of several. */
function collectionName(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): string | null {
  const found = argument(recognition, call, paths);
  return found.kind === 'given' && found.unsure === undefined
    ? textOf(recognition.resolver.value(found.at))
    : null;
}

/** The vector store that a call makes or opens. */
export function vectorStoreMade(recognition: Recognition, call: LocatedCall): VectorHandle | null {
  const symbol = recognition.resolver.symbol(within(call, call.expr.callee));
  const entry =
    symbol === null ? undefined : recognition.catalog.vectorStores.get(canonicalSymbol(symbol.qualified));
  if (entry === undefined) return null;
  return { provider: entry.provider, maker: call, name: collectionName(recognition, call, entry.name) };
}

/** The store behind a method call: the nearest call on the way that made one. */
function vectorStoreUsed(
  recognition: Recognition,
  call: LocatedCall,
): { readonly handle: VectorHandle; readonly method: string } | null {
  let current: LocatedCall = call;
  // `store.as_retriever().with_config().invoke()`: longer chains are not written.
  for (let step = 0; step < 6; step += 1) {
    const { callee } = current.expr;
    const made = recognition.resolver.symbol(within(current, callee))?.origin ?? null;
    if (made === null || !isCall(made)) return null;
    const handle = vectorStoreMade(recognition, made);
    if (handle !== null && callee.kind === 'member') {
      const symbol = recognition.resolver.symbol(within(made, made.expr.callee));
      const entry = recognition.catalog.vectorStores.get(canonicalSymbol(symbol?.qualified ?? ''));
      const name = handle.name ?? collectionName(recognition, call, entry?.nameInCall);
      return { handle: { ...handle, name }, method: callee.property };
    }
    current = made;
  }
  return null;
}

export function addVectorStore(recognition: Recognition, handle: VectorHandle): NodeId {
  const { provider, maker, name } = handle;
  // A store without a collection's name is known by its variable, and by that alone.
  const binding = recognition.names.binding(maker);
  const symbol = binding ?? recognition.names.unique('vector-store', maker);
  return recognition.sink.node({
    id:
      name === null
        ? declaredId('vector-store', recognition.target.name, maker.module.path, symbol)
        : declaredId('vector-store', recognition.target.name, provider, name),
    kind: 'vector-store',
    name: name ?? symbol,
    state: stateOf(maker.module),
    attributes: { provider, ...(name === null ? {} : { collection: name }) },
    evidence: [recognition.sink.evidence(maker)],
  });
}

/** True where the call is one of a vector store's, whether it touches it or not. */
export function touchVectorStore(recognition: Recognition, call: LocatedCall, reach: BodyReach): boolean {
  // Opening a store touches nothing yet.
  if (vectorStoreMade(recognition, call) !== null) return true;
  const used = vectorStoreUsed(recognition, call);
  if (used === null) return false;
  const store = addVectorStore(recognition, used.handle);
  if (recognition.catalog.vectorWrites.has(used.method)) {
    reach.effects.add('writes');
    reach.touches.push({ store, edge: 'can-write', actions: [], at: call });
  } else {
    reach.effects.add('reads');
    reach.touches.push({ store, edge: 'retrieves-from', actions: [], at: call });
  }
  return true;
}
