import type { LibraryModules } from '../prefilter.ts';
import type { Catalog } from './catalog.ts';

/** `langgraph.prebuilt.create_react_agent` is imported from `langgraph`. */
function pythonModule(symbol: string): string {
  const [root = '', second = ''] = symbol.split(/[.(]/);
  // A namespace that unrelated packages share.
  return root === 'google' ? `google.${second}` : root;
}

/** A scoped package has two parts; subpaths belong to it. */
function typescriptModule(symbol: string): string {
  const [module = ''] = symbol.split('#');
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The modules whose import makes a file worth reading. */
export function librariesOf(catalog: Catalog): LibraryModules {
  const symbols = [
    ...[
      catalog.agents,
      catalog.executors,
      catalog.graphs,
      catalog.toolNodes,
      catalog.tools,
      catalog.builtinTools,
      catalog.toolClasses,
    ],
    ...[catalog.mcpClients, catalog.mcpMultiClients, catalog.mcpServers, catalog.serverTransports],
    ...[catalog.modelCalls, catalog.instances, catalog.vectorStores],
  ].flatMap((table) => [...table.keys()]);
  // Symbols of TypeScript hold a `#` between module and export, those of Python do not.
  const python = symbols.filter((symbol) => !symbol.includes('#')).map(pythonModule);
  const typescript = symbols.filter((symbol) => symbol.includes('#')).map(typescriptModule);
  return {
    python: [...new Set(python)].sort(),
    typescript: [...new Set(typescript)].sort(),
    distributions: catalog.distributions,
    keys: [...catalog.providerByEnv.keys()],
  };
}
