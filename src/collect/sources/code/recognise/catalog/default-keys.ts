import { canonicalSymbol, type Catalog } from './catalog.ts';
import type { DefaultKey } from './provider-schema.ts';

const byCatalog = new WeakMap<Catalog, ReadonlyMap<string, DefaultKey>>();

/** Ready instances are handed nothing, so that nothing can take the place of their key. */
const NOTHING_HANDED = { unless: [] };

/**
 * Keys that libraries take from the environment by themselves, by what is called: a class of models or clients, a factory of
 * providers (`m#createX`), an instance (`m#x`, and its methods `m#x.chat` by the same row).
 */
export function defaultKeys(catalog: Catalog): ReadonlyMap<string, DefaultKey> {
  const known = byCatalog.get(catalog);
  if (known !== undefined) return known;
  const index = new Map<string, DefaultKey>();
  for (const { models, clients, instances } of catalog.providers) {
    for (const { symbols, defaultKey } of [...models, ...clients])
      if (defaultKey !== undefined)
        for (const symbol of symbols) index.set(canonicalSymbol(symbol), defaultKey);
    for (const { module, instance, factory, defaultKey } of instances)
      if (defaultKey !== undefined) {
        index.set(`${module}#${factory}`, defaultKey);
        index.set(`${module}#${instance}`, { ...defaultKey, ...NOTHING_HANDED });
      }
  }
  byCatalog.set(catalog, index);
  return index;
}
