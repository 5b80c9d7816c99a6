import type { Located } from '../../resolve/resolver.ts';
import { within, type LocatedCall } from '../recognition/recognition.ts';
import { entriesOf, under, type Flow, type FlowReader, type Frame } from './flow.ts';

/** Methods that give back the list that they are called on, or some of it. */
const SAME = /^(filter|slice|sort|toSorted|reverse|toReversed|flat|values)$/;
/** Of the language: they give back what they are handed. */
const HANDED = /^globalThis#(Promise\.(all|allSettled|resolve)|Array\.from|Object\.freeze|structuredClone)$/;

/**
 * What JavaScript's own calls on lists and records give back; null for every other call.
 *
 * @param frame Of the place where the call stands.
 */
export function collectionCall(
  flow: FlowReader,
  at: LocatedCall,
  frame: Frame | null,
): readonly Flow[] | null {
  const { callee, args } = at.expr;
  if (callee.kind !== 'member') return null;
  const handed = args.map((expr): Flow => ({ kind: 'at', at: within(at, expr), frame }));
  const [first] = handed;
  if (callee.object.kind === 'name' && /^(Object|Promise|Array)$/.test(callee.object.name))
    return first === undefined ? null : ofLanguage(flow, within(at, callee), first, handed);
  if (!SAME.test(callee.property) && !/^(map|flatMap|reduce|concat)$/.test(callee.property)) return null;
  const lists = flow
    .heads({ kind: 'at', at: within(at, callee.object), frame })
    .filter((one) => one.kind === 'items');
  if (lists.length === 0) return null;
  const items = lists.flatMap((list) => flow.elements(list));
  // What a filter lets through is not known; a flag for what is there at all (`filter(Boolean)`) decides nothing.
  const when = { module: at.module, span: at.expr.span, isBranch: false };
  const isFiltered = callee.property === 'filter' && args[0]?.kind === 'function';
  if (SAME.test(callee.property))
    return [{ kind: 'items', items: isFiltered ? items.map((item) => under(item, when)) : items }];
  return overItems(flow, callee.property, items, handed);
}

/** `Object.entries(record)` and its kin. */
function ofLanguage(
  flow: FlowReader,
  callee: Located,
  first: Flow,
  handed: readonly Flow[],
): readonly Flow[] | null {
  const symbol = flow.recognition.resolver.symbol(callee)?.qualified ?? '';
  if (HANDED.test(symbol)) return flow.heads(first);
  if (symbol === 'globalThis#Object.assign')
    return [{ kind: 'record', entries: handed.flatMap((one) => flow.heads(one)).flatMap(entriesOf) }];
  const [given] = flow.heads(first).filter(({ kind }) => kind !== 'at');
  if (given === undefined) return null;
  switch (symbol) {
    case 'globalThis#Object.values':
      return [{ kind: 'items', items: flow.elements(given) }];
    case 'globalThis#Object.keys':
      return [{ kind: 'items', items: entriesOf(given).map(({ key }) => key) }];
    case 'globalThis#Object.entries':
      return [
        {
          kind: 'items',
          items: entriesOf(given).map(({ key, value }) => ({ kind: 'items', items: [key, value] })),
        },
      ];
    case 'globalThis#Object.fromEntries':
      return [{ kind: 'record', entries: flow.elements(given).flatMap((pair) => paired(flow, pair)) }];
    default:
      return null;
  }
}

function paired(flow: FlowReader, pair: Flow) {
  return flow.heads(pair).flatMap((one) => {
    const [key, value] = one.kind === 'items' ? one.items : [];
    if (key === undefined || value === undefined) return [];
    const [name = key] = flow.heads(key);
    return [{ key: name, value: under(value, one.when) }];
  });
}

/** With a callback that is handed each item, or with more items. */
function overItems(
  flow: FlowReader,
  method: string,
  items: readonly Flow[],
  handed: readonly Flow[],
): readonly Flow[] | null {
  const [first, initial] = handed;
  if (first === undefined) return null;
  if (method === 'concat') {
    const more = handed.flatMap((one) => flow.heads(one)).flatMap((one) => flow.elements(one));
    return [{ kind: 'items', items: [...items, ...more] }];
  }
  const [callback] = flow.heads(first);
  if (callback === undefined) return null;
  const given = (item: Flow): readonly Flow[] =>
    (flow.apply(callback, [item]) ?? []).map((one) => ({ ...under(one, item.when), source: item }));
  switch (method) {
    case 'map':
      return [{ kind: 'items', items: items.flatMap(given) }];
    case 'flatMap':
      return [{ kind: 'items', items: items.flatMap(given).flatMap((one) => [...flow.elements(one)]) }];
    // What the callback adds for each item to what there was.
    case 'reduce': {
      const empty: Flow = { kind: 'record', entries: [] };
      const parts = [
        ...(initial === undefined ? [] : flow.heads(initial)),
        ...items.flatMap((item) =>
          (flow.apply(callback, [empty, item]) ?? []).map((one) => under(one, item.when)),
        ),
      ];
      const entries = parts.flatMap(entriesOf);
      if (entries.length > 0) return [{ kind: 'record', entries }];
      return [{ kind: 'items', items: parts.flatMap((one) => (one.kind === 'items' ? one.items : [])) }];
    }
    default:
      return null;
  }
}
