import * as z from 'zod';
import { LATITUDES } from '#model';
import { Effects, Paths, Symbols } from './schema-parts.ts';

/** A call or decorator that makes a tool. */
export const ToolEntry = z.strictObject({
  symbols: Symbols,
  /** decorator: written over a function, or called with one. */
  form: z.enum(['factory', 'decorator']),
  /** Annotations of parameters that the framework fills in, not the model. */
  skipsFirst: z.array(z.string()).optional(),
  arguments: z.strictObject({
    name: Paths.optional(),
    description: Paths.optional(),
    schema: Paths.optional(),
    body: Paths.optional(),
    approval: Paths.optional(),
    /** Decides at run time whether the model is told of it. */
    enabled: Paths.optional(),
  }),
});

/** A class whose subclasses are tools: the fields that say what the model is told, and the methods that run. */
export const ToolClass = z.strictObject({
  symbols: Symbols,
  skipsFirst: z.array(z.string()).optional(),
  members: z.strictObject({
    name: z.string(),
    description: z.string(),
    schema: z.string(),
    body: z.array(z.string()),
  }),
});

/** A tool whose body is the vendor's: what it can do is said here, from the vendor's documentation. */
export const BuiltinTool = z.strictObject({
  symbols: Symbols,
  name: z.string().optional(),
  latitude: z.enum(LATITUDES),
  executesIn: z.enum(['in-process', 'sandbox', 'remote']),
  effects: Effects.optional(),
  egress: z.enum(['none', 'fixed', 'any']).optional(),
  egressHosts: z.array(z.string()).optional(),
  returnsUntrusted: z.boolean().optional(),
  approval: Paths.optional(),
  /** Function of the program that runs in place of the vendor's. */
  bodyOverrides: Paths.optional(),
  store: z.strictObject({ provider: z.string(), names: Paths }).optional(),
});

/** A ready-made tool that an agent has without being given it: the program names only what it comes with. */
export const OwnTool = BuiltinTool.omit({ symbols: true, approval: true, bodyOverrides: true, store: true })
  .required({ name: true })
  .strict();

export type OwnTool = z.infer<typeof OwnTool>;
