import { z } from 'zod';
import { dated, Effects, Paths, Symbols } from './schema-parts.ts';

export const StoreEntry = z.strictObject({
  kind: z.enum(['bucket', 'table', 'database', 'secret-location', 'knowledge-base']),
  platform: z.string(),
  name: Paths.default([]),
  connection: Paths.default([]),
  parts: z.strictObject({ host: z.string(), name: Paths }).optional(),
});

export type StoreEntry = z.infer<typeof StoreEntry>;

export const SinkEntry = z.strictObject({
  symbols: Symbols,
  /** Another argument must have this value, where it is known. */
  where: z.strictObject({ any: Paths, is: z.string() }).optional(),
  does: Effects.element,
  access: z.enum(['read', 'write', 'query', 'retrieve']).optional(),
  actions: z.array(z.string()).default([]),
  store: StoreEntry.optional(),
  statement: Paths.default([]),
  url: Paths.default([]),
  base: Paths.default([]),
  method: Paths.default([]),
  defaultMethod: z.string().optional(),
  host: Paths.default([]),
  hosts: z.array(z.string()).default([]),
  command: Paths.default([]),
  shell: z.boolean().default(false),
  shellFlag: Paths.default([]),
  code: Paths.default([]),
  file: Paths.default([]),
  modeFlag: Paths.default([]),
  sandbox: z.boolean().default(false),
  untrusted: z.enum(['web-page', 'email', 'message', 'file']).optional(),
  /** It reaches further than this catalogue follows. */
  unresolved: z.boolean().default(false),
});

export type SinkEntry = z.infer<typeof SinkEntry>;

const PureEntry = z.strictObject({
  /** Calls that give back plain data: whatever is called on it touches nothing either. */
  values: z.array(z.string()).default([]),
  symbols: z.array(z.string()).default([]),
  prefixes: z.array(z.string()).default([]),
  modules: z.array(z.string()).default([]),
  globals: z.array(z.string()).default([]),
  builtins: z.array(z.string()).default([]),
  methods: z.array(z.string()).default([]),
});

export const SinkFile = z.strictObject({
  id: z.string(),
  ...dated,
  factories: z.record(z.string(), Symbols).default({}),
  calls: z.array(SinkEntry),
  pure: PureEntry.optional(),
});

export type SinkFile = z.infer<typeof SinkFile>;
