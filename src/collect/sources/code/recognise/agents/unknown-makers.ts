import type { Expr, ModuleIr } from '../../ir.ts';
import { canonicalSymbol, type Catalog } from '../catalog/catalog.ts';
import { libraryOf } from '../catalog/libraries.ts';
import { stateOf, type Recognition } from '../recognition/recognition.ts';

/** Calls of one symbol in one module; the tests' stand together. */
interface UnknownMaker {
  readonly symbol: string;
  readonly where: string;
  calls: number;
}

/** The name at which a chain of members starts: `ZeroShotAgent` of `ZeroShotAgent.from_llm(…)`. */
function rootName(callee: Expr): string | null {
  let at = callee;
  while (at.kind === 'member') at = at.object;
  return at.kind === 'name' ? at.name : null;
}

/** Whether some row of the catalogue says what a symbol is, or what its class is. */
function isDescribed(
  { agents, executors, graphs, tools, builtinTools, mcpServers, modelCalls, ...catalog }: Catalog,
  symbol: string,
): boolean {
  const tables: readonly ReadonlyMap<string, unknown>[] = [
    ...[agents, executors, graphs, tools, builtinTools, mcpServers, modelCalls],
    ...[catalog.handoffs, catalog.runners, catalog.toolNodes, catalog.mcpClients, catalog.vectorStores],
  ];
  const cls = symbol.replace(/\.\w+$/, '');
  return tables.some((table) => table.has(symbol) || table.has(cls));
}

/** Names under which a module may call something that makes an agent and that no row describes; `all` where it may be any. */
function suspectsOf({ catalog }: Recognition, module: ModuleIr): ReadonlySet<string> | 'all' {
  const names = new Set<string>();
  for (const { imported, local, module: from } of module.imports) {
    const isSuspect = imported === '*' || catalog.makers.test(imported);
    if (!isSuspect || libraryOf(catalog, module.language, from) === null) continue;
    // `import langchain.agents`: whatever is called there is named by the call alone.
    if (imported === '*') return 'all';
    names.add(local);
  }
  return names;
}

/**
 * Says as gaps which calls of a library make an agent by their name, and are described by no row: what they make has tools that
 * nobody was told of. By the name alone, so that nothing else is said of them.
 */
export function addUnknownMakers(recognition: Recognition): void {
  const { catalog, resolver, program, sink } = recognition;
  const found = new Map<string, UnknownMaker>();
  for (const module of program.modules.values()) {
    const names = suspectsOf(recognition, module);
    if (names !== 'all' && names.size === 0) continue;
    for (const { call, scope, name } of module.callSites) {
      const root = rootName(call.callee);
      if (root === null || (names === 'all' ? name === null || !catalog.makers.test(name) : !names.has(root)))
        continue;
      const called = resolver.symbol({ module, scope, expr: call.callee });
      if (called === null || libraryOf(catalog, module.language, called.package) === null) continue;
      const symbol = canonicalSymbol(called.qualified);
      // What is done to what one of them made is no second one.
      if (symbol.includes('()') || isDescribed(catalog, symbol)) continue;
      const isTest = stateOf(module) === 'test';
      const key = `${symbol}\n${isTest ? '' : module.path}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { symbol, where: module.path, calls: 1 });
      else known.calls += 1;
    }
  }
  for (const { symbol, where, calls } of found.values())
    sink.gap(
      where,
      'unresolved',
      `${symbol} makes an agent or a chain of which nothing is known${calls === 1 ? '' : ` (${calls} calls)`}`,
    );
}
