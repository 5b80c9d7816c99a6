import * as z from 'zod';
import { checkedCatalogue, type ReadCatalogue } from './read-catalogue.ts';

/** content/catalog/telemetry/providers.yaml: by which names telemetry calls a provider of the catalogue. */
const ProvidersFile = z.strictObject({
  sources: z.array(z.url()).min(1),
  asOf: z.iso.date(),
  refresh: z.string().min(1),
  providers: z.array(
    z.strictObject({
      id: z.string().min(1),
      names: z.array(z.string().min(1)).min(1),
      /** The date behind the name of a dated version, and what stands in its place in a name that floats. */
      snapshot: z
        .strictObject({
          suffix: z.string().transform((pattern) => new RegExp(pattern)),
          floating: z.array(z.string()).min(1),
          source: z.url(),
        })
        .optional(),
    }),
  ),
});

export interface ProviderNames {
  /** Catalogue id of the provider that telemetry names; a name that nobody knows is kept, so that it stays visible. */
  readonly idOf: (name: string) => string;
  /**
   * Floating names for which a provider documents that this dated version may answer: `gpt-4o` for `gpt-4o-2024-08-06`. Empty for a
   * name without a date, and for a provider that documents none.
   */
  readonly askedNames: (provider: string, model: string) => readonly string[];
}

/** @throws ContentError when our own catalogue is broken. */
export function providerNames(read: ReadCatalogue): ProviderNames {
  const { providers } = checkedCatalogue(read, 'providers.yaml', ProvidersFile);
  const ids = new Map(providers.flatMap(({ id, names }) => names.map((name) => [name, id] as const)));
  const snapshots = new Map(providers.map(({ id, snapshot }) => [id, snapshot]));
  return {
    idOf: (name) => {
      const lower = name.toLowerCase();
      // The AI SDK puts the interface behind a dot: `mistral.chat` is mistral.
      const family = lower.split('.')[0] ?? lower;
      return ids.get(lower) ?? ids.get(family) ?? lower;
    },
    askedNames: (provider, model) => {
      const snapshot = snapshots.get(provider);
      const base = snapshot === undefined ? model : model.replace(snapshot.suffix, '');
      return base === model || base === '' ? [] : (snapshot?.floating ?? []).map((end) => `${base}${end}`);
    },
  };
}
