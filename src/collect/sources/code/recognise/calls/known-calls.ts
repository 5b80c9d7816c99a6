import type { Expr, ModuleIr } from '../../ir.ts';
import type { PackageSymbol } from '../../resolve/resolver.ts';
import { canonicalSymbol, type Catalog } from '../catalog/catalog.ts';
import { defaultKeys } from '../catalog/default-keys.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';

/** A call that may be one of the catalogue's, with the package symbol it calls. */
interface KnownCall {
  readonly call: LocatedCall;
  readonly symbol: string;
  readonly found: PackageSymbol;
}

const names = new WeakMap<Catalog, ReadonlySet<string>>();
const calls = new WeakMap<Recognition, readonly KnownCall[]>();

/** Every table by whose symbols calls are found. */
function tablesOf(catalog: Catalog): readonly ReadonlyMap<string, unknown>[] {
  return [
    ...[
      catalog.agents,
      catalog.executors,
      catalog.graphs,
      catalog.toolNodes,
      catalog.handoffs,
      catalog.runners,
    ],
    ...[
      catalog.namedTools,
      catalog.tools,
      catalog.builtinTools,
      catalog.retrieverTools,
      catalog.hostedMcp,
      catalog.mcpClients,
    ],
    ...[
      catalog.mcpMultiClients,
      catalog.mcpServers,
      catalog.modelCalls,
      catalog.instances,
      catalog.vectorStores,
      defaultKeys(catalog),
    ],
  ];
}

/** Last names of everything that a recogniser looks for: the cheap question before the resolver is asked. */
function namesOf(catalog: Catalog): ReadonlySet<string> {
  const known = names.get(catalog);
  if (known !== undefined) return known;
  const symbols = tablesOf(catalog).flatMap((table) => [...table.keys()]);
  const servers = [...catalog.mcpServers.values()].flatMap(({ row }) => [
    ...(row.decorators ?? []),
    ...(row.merges ?? []),
    ...(row.connect ?? []),
    ...[...(row.add ?? []), ...(row.run ?? [])].map(({ method }) => lastName(method)),
    ...(row.handlers === undefined ? [] : [row.handlers.method]),
  ]);
  const graphs = [...catalog.graphs.values()].flatMap(({ row }) => [...row.addNode, ...row.compile]);
  // Methods of provider instances, which the catalogue names by their factory alone.
  const models = [
    'chat',
    'responses',
    'languageModel',
    'completion',
    'messages',
    'textEmbeddingModel',
    'embedding',
  ];
  // Requests that are written by hand.
  const requests = ['fetch', 'post'];
  const fresh = new Set([...symbols.map(lastName), ...servers, ...graphs, ...models, ...requests]);
  names.set(catalog, fresh);
  return fresh;
}

/** What stands in front of the parentheses: `a.b#C.d()` is d. */
function lastName(symbol: string): string {
  return symbol.replace(/\(\)$/, '').split(/[.#]/).at(-1) ?? symbol;
}

/** Names by which a module knows what it imported under another, and variables that hold what is called. */
function localNames(module: ModuleIr, wanted: ReadonlySet<string>): ReadonlySet<string> {
  const local = new Set<string>();
  for (const { imported, local: name } of module.imports)
    // A default export may have any name in its own package.
    if (imported === 'default' || wanted.has(imported)) local.add(name);
  for (const name of module.aliases) local.add(name);
  return local;
}

/** Decides by names alone, and errs towards yes: the resolver has the last word. */
function mayBeKnown(callee: Expr, wanted: ReadonlySet<string>, local: ReadonlySet<string>): boolean {
  // `super(…)` makes what the base class makes.
  if (callee.kind === 'name' && callee.name === 'super') return true;
  if (callee.kind === 'name') return wanted.has(callee.name) || local.has(callee.name);
  if (callee.kind === 'member') return wanted.has(callee.property);
  // `Agent[Context](…)`.
  if (callee.kind === 'index') return mayBeKnown(callee.object, wanted, local);
  // What a call gives back is called: `createOpenAI()('id')`.
  return callee.kind === 'call';
}

/** The calls of the program that name something outside it by a name of the catalogue, in path and source order. */
export function knownCalls(recognition: Recognition): readonly KnownCall[] {
  const kept = calls.get(recognition);
  if (kept !== undefined) return kept;
  const wanted = namesOf(recognition.catalog);
  const found: KnownCall[] = [];
  for (const module of recognition.program.modules.values()) {
    const local = localNames(module, wanted);
    for (const { call: expr, name, scope } of module.callSites) {
      // By the name first: to look at the expression costs more than all else here.
      if (name !== null && name !== 'super' && !wanted.has(name) && !local.has(name)) continue;
      if (!mayBeKnown(expr.callee, wanted, local)) continue;
      const symbol = recognition.resolver.symbol({ module, scope, expr: expr.callee });
      if (symbol === null) continue;
      const call: LocatedCall = { module, scope, expr };
      found.push({ call, symbol: canonicalSymbol(symbol.qualified), found: symbol });
    }
  }
  calls.set(recognition, found);
  return found;
}
