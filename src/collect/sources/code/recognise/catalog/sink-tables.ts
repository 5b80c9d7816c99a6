import { bySymbol, canonicalSymbol, type BySymbol } from './by-symbol.ts';
import type { ClientEntry, CredentialEntry } from './client-schema.ts';
import type {
  BoundedCalls,
  BoundedEntry,
  ProgramEntry,
  StartedProgram,
  PureCalls,
  SinkEntry,
  SinkFile,
} from './sink-schema.ts';

/** What calls do that reach out of the program, and on whose behalf. */
export interface SinkTables {
  readonly sinks: ReadonlyMap<string, readonly SinkEntry[]>;
  readonly clients: BySymbol<ClientEntry>;
  /** Calls that give credentials to a client. */
  readonly credentialGivers: BySymbol<CredentialEntry>;
  readonly ownVariables: {
    readonly credentials: ReadonlySet<string>;
    readonly sources: ReadonlySet<string>;
    readonly region: ReadonlySet<string>;
    readonly endpoint: ReadonlySet<string>;
    readonly session: ReadonlySet<string>;
  };
  readonly programs: BySymbol<StartedProgram>;
  readonly pure: PureCalls;
  readonly bounded: readonly BoundedCalls[];
  /** Symbols that run what they are handed, whatever else is said of them. */
  readonly runs: ReadonlySet<string>;
}

/** `$client.get_object` stands for every factory of the file's `factories.client`. */
function expand(symbols: readonly string[], factories: SinkFile['factories']): string[] {
  return symbols.flatMap((symbol) => {
    const macro = /^\$(\w+)\.(.*)$/.exec(symbol);
    const name = macro?.[1];
    const expansions = name !== undefined && Object.hasOwn(factories, name) ? factories[name] : undefined;
    return expansions === undefined
      ? [symbol]
      : expansions.map((factory) => `${factory}.${macro?.[2] ?? ''}`);
  });
}

function startedProgram(row: ProgramEntry): StartedProgram {
  return { ...row, flags: new Set(row.flags), values: new Set(row.values), after: new Set(row.after) };
}

function boundedCalls({ symbols, prefixes, modules, npmModules, without }: BoundedEntry): BoundedCalls {
  return {
    symbols: new Set(symbols),
    prefixes,
    modules: new Set(modules),
    npmModules: new Set(npmModules),
    without,
  };
}

function ownVariablesOf(files: readonly SinkFile[]): SinkTables['ownVariables'] {
  const all = (of: keyof SinkTables['ownVariables']) =>
    new Set(files.flatMap(({ ownVariables }) => ownVariables[of]));
  return {
    credentials: all('credentials'),
    sources: all('sources'),
    region: all('region'),
    endpoint: all('endpoint'),
    session: all('session'),
  };
}

/** One expression for all, since it is asked of every call that nothing else is known of. */
function anyOf(patterns: readonly string[]): RegExp {
  const each = patterns.map((pattern) =>
    canonicalSymbol(pattern)
      .split('*')
      .map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, '\\$&'))
      .join('.*')
      .replace(/\\\.$/, '\\..*'),
  );
  return new RegExp(`^(?:${each.join('|')})$`);
}

function pureCalls(files: readonly SinkFile[]): PureCalls {
  const symbols = files.flatMap((file) =>
    expand(file.pure?.symbols ?? [], file.factories).map(canonicalSymbol),
  );
  const builtins = files.flatMap((file) => (file.pure?.builtins ?? []).map((name) => `builtins.${name}`));
  const globals = files.flatMap((file) => (file.pure?.globals ?? []).map((name) => `globalThis#${name}`));
  return {
    symbols: new Set([...symbols, ...builtins, ...globals]),
    // Methods of a builtin's result are as harmless as the builtin.
    prefixes: [
      ...files.flatMap((file) => file.pure?.prefixes ?? []),
      ...[...builtins, ...globals].flatMap((name) => [`${name}.`, `${name}()`]),
    ],
    modules: new Set(files.flatMap((file) => file.pure?.modules ?? [])),
    npmModules: new Set(files.flatMap((file) => file.pure?.npmModules ?? [])),
    except: anyOf(files.flatMap((file) => file.pure?.except ?? [])),
    connects: new Set(files.flatMap((file) => (file.pure?.connects ?? []).map(canonicalSymbol))),
    values: new Set(files.flatMap((file) => (file.pure?.values ?? []).map(canonicalSymbol))),
    methods: new Set(files.flatMap((file) => file.pure?.methods ?? [])),
    holders: files.flatMap((file) => file.pure?.holders ?? []),
    containers: new Set(files.flatMap((file) => file.pure?.containers ?? [])),
    fields: new Set(files.flatMap((file) => file.pure?.fields ?? [])),
    elementMethods: new Set(files.flatMap((file) => file.pure?.elementMethods ?? [])),
    plainAnswers: new Set(files.flatMap((file) => file.pure?.plainAnswers ?? [])),
  };
}

export function sinkTables(files: readonly SinkFile[]): SinkTables {
  const sinks = new Map<string, SinkEntry[]>();
  for (const file of files)
    for (const row of file.calls)
      for (const symbol of expand(row.symbols, file.factories))
        // Several rows may share a symbol and differ in what their arguments must be.
        sinks.set(canonicalSymbol(symbol), [...(sinks.get(canonicalSymbol(symbol)) ?? []), row]);
  return {
    sinks,
    clients: bySymbol(
      files.flatMap(({ clients }) => clients),
      (row) => row,
    ),
    credentialGivers: bySymbol(
      files.flatMap(({ credentials }) => credentials),
      (row) => row,
    ),
    ownVariables: ownVariablesOf(files),
    programs: bySymbol(
      files.flatMap(({ programs }) => programs),
      startedProgram,
    ),
    bounded: files.flatMap(({ bounded }) => bounded.map(boundedCalls)),
    runs: new Set(files.flatMap(({ runs }) => runs)),
    pure: pureCalls(files),
  };
}
