import * as z from 'zod';
import { dated, Paths, Symbols } from './schema-parts.ts';
import { AgentEntry, ChainPart, MiddlewareEntry } from './agent-schema.ts';
import { BuiltinTool, OwnTool, ToolClass, ToolEntry } from './tool-schema.ts';

/** As the MCP specification names them; sse is the older one over HTTP. */
const Transport = z.enum(['stdio', 'streamable-http', 'sse']);

/** Where a connection's parts stand among the arguments of a call. */
const ConnectionArguments = z.strictObject({
  name: Paths.optional(),
  url: Paths.optional(),
  type: Paths.optional(),
  command: Paths.optional(),
  args: Paths.optional(),
  env: Paths.optional(),
  headers: Paths.optional(),
  authProvider: Paths.optional(),
  transport: Paths.optional(),
  approval: Paths.optional(),
});

/** A class or call that connects to one server; `transport` where it can have only one. */
const McpClientEntry = z.strictObject({
  symbols: Symbols,
  transport: Transport.optional(),
  arguments: ConnectionArguments,
  /** Methods that give back the server's tools. */
  toolsMethods: z.array(z.string()).optional(),
});

/** A class that makes an MCP server, and every way to register tools on it. */
const McpServerEntry = z.strictObject({
  symbols: Symbols,
  framework: z.string(),
  arguments: z.strictObject({
    name: Paths,
    description: Paths.optional(),
    auth: Paths.optional(),
    tools: Paths.optional(),
  }),
  decorators: z.array(z.string()).optional(),
  decoratorArguments: z.strictObject({ name: Paths, description: Paths }).optional(),
  /** Annotations of parameters that the server fills in. */
  skipsContext: z.array(z.string()).optional(),
  add: z
    .array(
      z.strictObject({
        method: z.string(),
        /** name, [description], [schema], handler: told apart by what they are. */
        positional: z.boolean().optional(),
        arguments: z.strictObject({
          name: Paths,
          description: Paths.optional(),
          schema: Paths.optional(),
          body: Paths.optional(),
        }),
      }),
    )
    .optional(),
  /** Calls that make an object of a function, which is registered in its place. */
  toolObjects: z
    .strictObject({
      symbols: Symbols,
      arguments: z.strictObject({ body: Paths, name: Paths, description: Paths }),
    })
    .optional(),
  /** Methods that take in another server's tools. */
  merges: z.array(z.string()).optional(),
  run: z
    .array(
      z.strictObject({
        method: z.string(),
        transport: Paths.optional(),
        default: Transport.optional(),
        fixed: Transport.optional(),
      }),
    )
    .optional(),
  /** Methods that are handed a transport. */
  connect: z.array(z.string()).optional(),
  handlers: z
    .strictObject({
      method: z.string(),
      list: z.string(),
      listMethod: z.string(),
      call: z.string(),
      callMethod: z.string(),
    })
    .optional(),
  handlerDecorators: z.strictObject({ list: z.string(), call: z.string() }).optional(),
  /** Handlers that are handed over when the server is made. */
  handlerArguments: z.strictObject({ list: Paths, call: Paths }).optional(),
  /** A call that makes a server of another entry's class itself, and hands it to a function that it is given. */
  hands: z.strictObject({ symbol: z.string(), to: Paths }).optional(),
});

/** One framework: what its calls mean. Dated, with its source, since frameworks rename things between releases. */
export const FrameworkFile = z.strictObject({
  id: z.string(),
  name: z.string(),
  language: z.enum(['python', 'typescript', 'any']),
  ...dated,
  /** How a bare text that names a model is read. */
  modelStrings: z.enum(['slash', 'colon', 'openai-agents']).optional(),
  /** A function in a tool list needs no decorator. */
  plainFunctionsAreTools: z.boolean().optional(),
  /** Python: the distribution's name by the module that it installs, where the two differ. */
  distributions: z.record(z.string(), z.string()).default({}),
  /** Calls that make an agent. */
  agents: z.array(AgentEntry).default([]),
  /** What stands between an agent and its model: one that no row describes may give the agent tools, or swap them. */
  middleware: z.array(MiddlewareEntry).default([]),
  /** Patterns of names by which a library's calls make an agent, or what acts like one: those that no row describes are gaps. */
  makers: z.array(z.string()).default([]),
  /** Calls that run an agent that is handed to them, with tools and limits of their own. */
  executors: z
    .array(
      z.strictObject({
        symbols: Symbols,
        arguments: z.strictObject({ agent: Paths, tools: Paths, steps: Paths }),
      }),
    )
    .default([]),
  /** Classes whose nodes are added by methods and that run once compiled. */
  graphs: z
    .array(
      z.strictObject({
        symbols: Symbols,
        addNode: z.array(z.string()),
        /** Those that say which node comes next, or let a function choose. */
        addEdge: z.array(z.string()),
        compile: z.array(z.string()),
        name: Paths,
      }),
    )
    .default([]),
  /** Nodes of a graph that call tools. */
  toolNodes: z
    .array(z.strictObject({ symbols: Symbols, arguments: z.strictObject({ tools: Paths }) }))
    .default([]),
  /** Methods that give a model tools. */
  bindTools: z.array(z.string()).default([]),
  /** Calls that bound the loop: their argument is the number of steps. */
  stepCounts: z.array(z.string()).default([]),
  /** Methods that run an agent, and calls that are handed one with its input. */
  runMethods: z.array(z.string()).default([]),
  runners: z
    .array(
      z.strictObject({
        symbols: Symbols,
        /** `settings`: a call whose `model` goes before the agent's own; `model`: what does so itself. */
        arguments: z.strictObject({
          agent: Paths,
          input: Paths,
          settings: Paths.optional(),
          model: Paths.optional(),
        }),
      }),
    )
    .default([]),
  /** Methods that make a tool of an agent, or another agent like it. */
  agentMethods: z
    .strictObject({
      asTool: z.array(z.string()).default([]),
      /** Of a tool made of an agent: what decides at run time whether the model is told of it. */
      enabled: Paths.optional(),
      clone: z.array(z.string()).default([]),
    })
    .default({ asTool: [], clone: [] }),
  /** Wrappers around an agent that is handed over to. */
  handoffs: z
    .array(
      z.strictObject({
        symbols: Symbols,
        arguments: z.strictObject({ agent: Paths, enabled: Paths.optional() }),
      }),
    )
    .default([]),
  /** Calls and decorators that make a tool of a function or a class. */
  tools: z.array(ToolEntry).default([]),
  /** Base classes whose subclasses are tools. */
  toolClasses: z.array(ToolClass).default([]),
  /** Tools that come with the framework or its vendor. */
  builtinTools: z.array(BuiltinTool).default([]),
  /** Beginnings of symbols: every class under them that ends in no helper's name is a ready-made tool. */
  toolPackages: z.array(z.string()).default([]),
  retrieverTools: z
    .array(
      z.strictObject({
        symbols: Symbols,
        arguments: z.strictObject({ retriever: Paths, name: Paths, description: Paths }),
      }),
    )
    .default([]),
  /** Calls that give tools for the names that they are handed. */
  namedTools: z
    .array(
      z.strictObject({
        symbols: Symbols,
        arguments: z.strictObject({ names: Paths }),
        tools: z.record(z.string(), z.array(OwnTool)),
      }),
    )
    .default([]),
  /** What chains are put together of: each says a model, a text, or where it retrieves from. */
  chainParts: z.array(ChainPart).default([]),
  /** What gives back a whole list of ready-made tools. */
  toolkits: z.array(z.strictObject({ symbols: Symbols, tools: z.array(OwnTool) })).default([]),
  /** Servers that the model's vendor connects to, not this program. */
  hostedMcp: z.array(McpClientEntry).default([]),
  mcpClients: z.array(McpClientEntry).default([]),
  mcpTransports: z
    .array(z.strictObject({ symbols: Symbols, transport: Transport, arguments: ConnectionArguments }))
    .default([]),
  /** Clients of several servers, given as an object by name. */
  mcpMultiClients: z
    .array(
      z.strictObject({
        symbols: Symbols,
        servers: Paths,
        toolsMethods: z.array(z.string()),
        entry: z.record(z.string(), z.string()),
      }),
    )
    .default([]),
  mcpServers: z.array(McpServerEntry).default([]),
  /** Transport objects that a server is connected to. */
  serverTransports: z.array(z.strictObject({ symbols: Symbols, transport: Transport })).default([]),
});

export type FrameworkFile = z.infer<typeof FrameworkFile>;

/** Ids of one provider's models: which of them are pinned, and which have an end. */
export const ModelFile = z.strictObject({
  provider: z.string(),
  ...dated,
  /** Captures the version of an id that always means the same weights. */
  pinned: z.string().optional(),
  /** Patterns of ids that never change without holding a version. */
  alsoPinned: z.array(z.string()),
  /** Prefixes of ids, the longer ones first: the first that fits counts. */
  families: z.array(z.string()),
  deprecated: z.array(
    z.strictObject({
      ids: z.array(z.string()),
      announced: z.string().optional(),
      shutdown: z.string(),
    }),
  ),
});

export type ModelFile = z.infer<typeof ModelFile>;

/** Classes of vector stores, and where the name of the collection stands. */
export const VectorStoreFile = z.strictObject({
  ...dated,
  /** Of all stores: frameworks give them one interface. */
  readMethods: z.array(z.string()),
  writeMethods: z.array(z.string()),
  stores: z.array(
    z.strictObject({
      provider: z.string(),
      symbols: Symbols,
      name: Paths.default([]),
      nameInCall: Paths.default([]),
    }),
  ),
});

export type VectorStoreFile = z.infer<typeof VectorStoreFile>;

/** Names of variables that carry keys, and forms of names that may. */
export const CredentialFile = z.strictObject({
  ...dated,
  names: z.array(z.strictObject({ env: z.string(), provider: z.string() })),
  secretNamePattern: z.string(),
  notCredentials: z.array(z.string()),
  otherPurposePattern: z.string(),
  publicPrefixPattern: z.string(),
  connectionNamePattern: z.string(),
});

export type CredentialFile = z.infer<typeof CredentialFile>;
