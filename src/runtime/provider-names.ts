import { z } from 'zod';
import { readCatalogue } from './content-folder.ts';

/** content/catalog/telemetry/providers.yaml: by which names telemetry calls a provider of the catalogue. */
const ProvidersFile = z.strictObject({
  sources: z.array(z.url()).min(1),
  asOf: z.iso.date(),
  refresh: z.string().min(1),
  providers: z.array(z.strictObject({ id: z.string().min(1), names: z.array(z.string().min(1)).min(1) })),
});

let idByName: ReadonlyMap<string, string> | null = null;

function providerIds(): ReadonlyMap<string, string> {
  idByName ??= new Map(
    readCatalogue('providers.yaml', ProvidersFile).providers.flatMap(({ id, names }) =>
      names.map((name) => [name, id] as const),
    ),
  );
  return idByName;
}

/** Catalogue id of the provider that telemetry names; a name that nobody knows is kept, so that it stays visible. */
export function providerId(name: string): string {
  const ids = providerIds();
  const lower = name.toLowerCase();
  // The AI SDK puts the interface behind a dot: `mistral.chat` is mistral.
  const family = lower.split('.')[0] ?? lower;
  return ids.get(lower) ?? ids.get(family) ?? lower;
}
