import * as z from 'zod';
import { PARSED_ONCE } from '#model';
import type { ReadCatalogue } from './read-catalogue.ts';

/** content/catalog/telemetry/providers.yaml: by which names telemetry calls a provider of the catalogue. */
const ProvidersFile = z.strictObject({
  sources: z.array(z.url()).min(1),
  asOf: z.iso.date(),
  refresh: z.string().min(1),
  providers: z.array(z.strictObject({ id: z.string().min(1), names: z.array(z.string().min(1)).min(1) })),
});

/** Catalogue id of the provider that telemetry names; a name that nobody knows is kept, so that it stays visible. */
export type ProviderIdOf = (name: string) => string;

/** @throws When our own catalogue is broken. */
export function providerNames(read: ReadCatalogue): ProviderIdOf {
  const { providers } = ProvidersFile.parse(read('providers.yaml'), PARSED_ONCE);
  const ids = new Map(providers.flatMap(({ id, names }) => names.map((name) => [name, id] as const)));
  return (name) => {
    const lower = name.toLowerCase();
    // The AI SDK puts the interface behind a dot: `mistral.chat` is mistral.
    const family = lower.split('.')[0] ?? lower;
    return ids.get(lower) ?? ids.get(family) ?? lower;
  };
}
