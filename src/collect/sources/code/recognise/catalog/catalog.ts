import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { ContentError, PARSED_ONCE } from '#model';
import { readForSchema } from '../../../../content-file.ts';
import type { CallerFile } from './caller-schema.ts';
import type { CatalogFile, CatalogPart } from './catalog-parts.ts';
import type { CredentialFile, FrameworkFile, ModelFile, VectorStoreFile } from './catalog-schema.ts';
import { bySymbol, canonicalSymbol, type BySymbol } from './by-symbol.ts';
import type { ProviderFile } from './provider-schema.ts';
import type { RequestFile, SenderEntry } from './request-schema.ts';
import { sinkTables, type SinkTables } from './sink-tables.ts';

export { canonicalSymbol };

/** Lists of a framework's file whose rows are found by symbol. */
type FrameworkTable =
  | 'agents'
  | 'executors'
  | 'middleware'
  | 'toolkits'
  | 'chainParts'
  | 'namedTools'
  | 'graphs'
  | 'toolNodes'
  | 'handoffs'
  | 'runners'
  | 'tools'
  | 'toolClasses'
  | 'builtinTools'
  | 'retrieverTools'
  | 'hostedMcp'
  | 'mcpClients'
  | 'mcpTransports'
  | 'mcpMultiClients'
  | 'mcpServers'
  | 'serverTransports';

/** A row of the catalogue and the framework it stands in. */
export interface InFramework<K extends FrameworkTable> {
  readonly framework: FrameworkFile;
  readonly row: FrameworkFile[K][number];
}

/** The catalogue, indexed by qualified symbol in its canonical spelling, so that a call costs one look-up. */
export interface Catalog extends SinkTables {
  /** Python: names of distributions by the module that they install, where the two differ. */
  readonly distributions: Readonly<Record<string, string>>;
  readonly agents: BySymbol<InFramework<'agents'>>;
  readonly executors: BySymbol<InFramework<'executors'>>;
  readonly middleware: BySymbol<InFramework<'middleware'>>;
  readonly namedTools: BySymbol<InFramework<'namedTools'>>;
  readonly chainParts: BySymbol<InFramework<'chainParts'>>;
  readonly toolkits: BySymbol<InFramework<'toolkits'>>;
  readonly graphs: BySymbol<InFramework<'graphs'>>;
  readonly toolNodes: BySymbol<InFramework<'toolNodes'>>;
  readonly handoffs: BySymbol<InFramework<'handoffs'>>;
  readonly runners: BySymbol<InFramework<'runners'>>;
  readonly stepCounts: ReadonlySet<string>;
  readonly runMethods: ReadonlySet<string>;
  readonly tools: BySymbol<InFramework<'tools'>>;
  readonly toolClasses: BySymbol<InFramework<'toolClasses'>>;
  /** Names of the methods that run in them. */
  readonly toolMethods: ReadonlySet<string>;
  readonly builtinTools: BySymbol<InFramework<'builtinTools'>>;
  /** Of packages of ready-made tools: the row of a class, from whichever module of the package it is imported. */
  readonly builtinByClass: ReadonlyMap<string, InFramework<'builtinTools'>>;
  readonly retrieverTools: BySymbol<InFramework<'retrieverTools'>>;
  readonly hostedMcp: BySymbol<InFramework<'hostedMcp'>>;
  readonly mcpClients: BySymbol<InFramework<'mcpClients'>>;
  readonly mcpTransports: BySymbol<InFramework<'mcpTransports'>>;
  readonly mcpMultiClients: BySymbol<InFramework<'mcpMultiClients'>>;
  readonly mcpServers: BySymbol<InFramework<'mcpServers'>>;
  readonly serverTransports: BySymbol<InFramework<'serverTransports'>>;
  readonly frameworks: readonly FrameworkFile[];
  /** Names by which a library's call makes an agent, or what acts like one. */
  readonly makers: RegExp;
  readonly providers: readonly ProviderFile[];
  readonly providerByAlias: ReadonlyMap<string, ProviderFile>;
  readonly modelCalls: BySymbol<{ provider: ProviderFile; row: ProviderFile['models'][number] }>;
  /** Provider instance or factory call, before `(id)` or `.chat(id)`. */
  readonly instances: BySymbol<{ provider: ProviderFile; row: ProviderFile['instances'][number] }>;
  readonly wrappers: BySymbol<ProviderFile['wrappers'][number]>;
  readonly maps: BySymbol<ProviderFile['maps'][number]>;
  readonly registries: BySymbol<ProviderFile['registries'][number]>;
  readonly sameModel: ReadonlySet<string>;
  readonly models: readonly ModelFile[];
  readonly vectorStores: BySymbol<VectorStoreFile['stores'][number]>;
  readonly vectorReads: ReadonlySet<string>;
  readonly vectorWrites: ReadonlySet<string>;
  readonly credentials: CredentialFile;
  readonly providerByEnv: ReadonlyMap<string, string>;
  /** The form that names of secrets have. */
  readonly secretName: RegExp;
  /** Names by which a secret opens no AI or data service. */
  readonly otherPurpose: RegExp;
  /** Before names of what is built into a page for everybody. */
  readonly publicPrefix: RegExp;
  readonly callers: CallerFile;
  /** Calls that send a request by hand. */
  readonly senders: BySymbol<SenderEntry>;
  /** Calls that write the body of one as a text. */
  readonly bodyWriters: ReadonlySet<string>;
  /** Where tools stand in what a model is sent. */
  readonly sentTools: RequestFile['tools'];
  /** What makes a model fill in one tool. */
  readonly forcedTools: RequestFile['forced'];
}

/** The last framework wins a symbol that two of them claim, in the order of the files' names. */
function table<K extends FrameworkTable>(
  frameworks: readonly FrameworkFile[],
  key: K,
): BySymbol<InFramework<K>> {
  const index = new Map<string, InFramework<K>>();
  for (const framework of frameworks)
    for (const row of framework[key] as readonly FrameworkFile[K][number][])
      for (const symbol of row.symbols) index.set(canonicalSymbol(symbol), { framework, row });
  return index;
}

/** By the last name of each symbol that lies in a package of ready-made tools. */
function builtinsByClass(
  frameworks: readonly FrameworkFile[],
): ReadonlyMap<string, InFramework<'builtinTools'>> {
  const index = new Map<string, InFramework<'builtinTools'>>();
  for (const framework of frameworks)
    for (const row of framework.builtinTools)
      for (const symbol of row.symbols)
        if (framework.toolPackages.some((prefix) => symbol.startsWith(prefix)))
          index.set(symbol.split(/[.#]/).at(-1) ?? symbol, { framework, row });
  return index;
}

function frameworkTables(frameworks: readonly FrameworkFile[]) {
  return {
    frameworks,
    distributions: Object.fromEntries(
      frameworks.flatMap(({ distributions }) => Object.entries(distributions)),
    ),
    makers: new RegExp(frameworks.flatMap(({ makers }) => makers).join('|')),
    agents: table(frameworks, 'agents'),
    executors: table(frameworks, 'executors'),
    middleware: table(frameworks, 'middleware'),
    toolkits: table(frameworks, 'toolkits'),
    chainParts: table(frameworks, 'chainParts'),
    namedTools: table(frameworks, 'namedTools'),
    graphs: table(frameworks, 'graphs'),
    toolNodes: table(frameworks, 'toolNodes'),
    handoffs: table(frameworks, 'handoffs'),
    runners: table(frameworks, 'runners'),
    stepCounts: new Set(frameworks.flatMap((framework) => framework.stepCounts)),
    runMethods: new Set(frameworks.flatMap((framework) => framework.runMethods)),
    tools: table(frameworks, 'tools'),
    toolClasses: table(frameworks, 'toolClasses'),
    toolMethods: new Set(
      frameworks.flatMap(({ toolClasses }) => toolClasses.flatMap(({ members }) => members.body)),
    ),
    builtinTools: table(frameworks, 'builtinTools'),
    builtinByClass: builtinsByClass(frameworks),
    retrieverTools: table(frameworks, 'retrieverTools'),
    hostedMcp: table(frameworks, 'hostedMcp'),
    mcpClients: table(frameworks, 'mcpClients'),
    mcpTransports: table(frameworks, 'mcpTransports'),
    mcpMultiClients: table(frameworks, 'mcpMultiClients'),
    mcpServers: table(frameworks, 'mcpServers'),
    serverTransports: table(frameworks, 'serverTransports'),
  };
}

function providerTables(providers: readonly ProviderFile[], credentials: CredentialFile) {
  // The ready instance and what the factory gives back are called alike.
  const instances = new Map<string, { provider: ProviderFile; row: ProviderFile['instances'][number] }>();
  for (const provider of providers)
    for (const row of provider.instances) {
      instances.set(`${row.module}#${row.instance}`, { provider, row });
      instances.set(`${row.module}#${row.factory}()`, { provider, row });
    }
  return {
    providers,
    providerByAlias: new Map(
      providers.flatMap((provider) => provider.aliases.map((alias) => [alias, provider] as const)),
    ),
    modelCalls: new Map(
      providers.flatMap((provider) => [...bySymbol(provider.models, (row) => ({ provider, row }))]),
    ),
    instances,
    wrappers: bySymbol(
      providers.flatMap((provider) => provider.wrappers),
      (row) => row,
    ),
    maps: bySymbol(
      providers.flatMap((provider) => provider.maps),
      (row) => row,
    ),
    registries: bySymbol(
      providers.flatMap((provider) => provider.registries),
      (row) => row,
    ),
    sameModel: new Set(providers.flatMap((provider) => provider.sameModel)),
    // The credentials' own list last, so that it corrects a provider's.
    providerByEnv: new Map([
      ...providers.flatMap((provider) => provider.keyEnv.map((env) => [env, provider.id] as const)),
      ...credentials.names.map((name) => [name.env, name.provider] as const),
    ]),
  };
}

/** The package's root: the nearest folder above this file that holds the catalogue, in the sources as in the build. */
function catalogFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'content', 'catalog'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('content/catalog is not beside the program');
    folder = parent;
  }
  return join(folder, 'content', 'catalog');
}

/** The files of one part, in the order of their names. */
async function read<P extends CatalogPart>(folder: string, part: P): Promise<readonly CatalogFile<P>[]> {
  const names = readdirSync(join(folder, part)).filter((name) => name.endsWith('.yaml'));
  const files: CatalogFile<P>[] = [];
  for (const name of names.sort()) {
    const path = join(folder, part, name);
    const { isChecked, value } = readForSchema(path, `catalog/${part}`);
    files.push(isChecked ? (value as CatalogFile<P>) : await checked(part, value, path));
  }
  return files;
}

/** Schemas are made where a file has to be held to one: of content that the build has checked none is. */
async function checked<P extends CatalogPart>(
  part: P,
  value: unknown,
  where: string,
): Promise<CatalogFile<P>> {
  const { CATALOG_PARTS } = await import('./catalog-parts.ts');
  const parsed = CATALOG_PARTS[part].safeParse(value, PARSED_ONCE);
  if (!parsed.success) throw new ContentError(where, z.prettifyError(parsed.error));
  return parsed.data as CatalogFile<P>;
}

let loading: Promise<Catalog> | null = null;

/** Reads content/catalog once a process. Our own content: a mistake in it is a bug and rejects with a ContentError. */
export function loadCatalog(): Promise<Catalog> {
  return (loading ??= readCatalog().catch((error: unknown) => {
    // A part that is missing, a pattern that is none.
    throw error instanceof ContentError ? error : new ContentError('content/catalog', error);
  }));
}

/** The file of a part that has one. */
async function readOne<P extends CatalogPart>(folder: string, part: P): Promise<CatalogFile<P>> {
  const [file] = await read(folder, part);
  if (file === undefined) throw new ContentError(`content/catalog/${part}`, 'it is empty');
  return file;
}

async function readCatalog(): Promise<Catalog> {
  const folder = catalogFolder();
  const credentials = await readOne(folder, 'credentials');
  const requests = await readOne(folder, 'requests');
  const vectorFiles = await read(folder, 'vector-stores');
  return {
    ...frameworkTables(await read(folder, 'frameworks')),
    ...providerTables(await read(folder, 'providers'), credentials),
    ...sinkTables(await read(folder, 'sinks')),
    models: await read(folder, 'models'),
    vectorStores: bySymbol(
      vectorFiles.flatMap((file) => file.stores),
      (row) => row,
    ),
    vectorReads: new Set(vectorFiles.flatMap((file) => file.readMethods)),
    vectorWrites: new Set(vectorFiles.flatMap((file) => file.writeMethods)),
    credentials,
    secretName: new RegExp(credentials.secretNamePattern),
    otherPurpose: new RegExp(credentials.otherPurposePattern),
    publicPrefix: new RegExp(credentials.publicPrefixPattern),
    callers: await readOne(folder, 'callers'),
    senders: bySymbol(requests.senders, (row) => row),
    bodyWriters: new Set(requests.bodyWriters.map(canonicalSymbol)),
    sentTools: requests.tools,
    forcedTools: requests.forced,
  };
}
