import type * as z from 'zod';
import { CallerFile } from './caller-schema.ts';
import { CredentialFile, FrameworkFile, ModelFile, VectorStoreFile } from './catalog-schema.ts';
import { ProviderFile } from './provider-schema.ts';
import { RequestFile } from './request-schema.ts';
import { SinkFile } from './sink-schema.ts';

/** The schema of each folder of content/catalog that recognition reads. Making them costs 10 ms: loaded only where one is asked. */
export const CATALOG_PARTS = {
  callers: CallerFile,
  credentials: CredentialFile,
  frameworks: FrameworkFile,
  models: ModelFile,
  providers: ProviderFile,
  requests: RequestFile,
  sinks: SinkFile,
  'vector-stores': VectorStoreFile,
};

export type CatalogPart = keyof typeof CATALOG_PARTS;
/** A file of a part, as its schema makes it. */
export type CatalogFile<P extends CatalogPart> = z.infer<(typeof CATALOG_PARTS)[P]>;
