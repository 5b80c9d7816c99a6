import * as z from 'zod';
import { dated, Paths, Symbols } from './schema-parts.ts';

/** How the name of a model is written: the id alone, `provider/model` or `provider:model`. */
const Form = z.enum(['id', 'slash', 'colon']).default('id');

/**
 * A key that a library takes from the environment by itself, where the call hands over nothing in its place. Arguments in
 * `unless` take its place: another key, another address, a client made elsewhere.
 */
const DefaultKey = z.strictObject({
  /** All that it looks at, first the one that wins. */
  env: z.array(z.string()).min(1),
  unless: Paths,
  source: z.url(),
});

export type DefaultKey = z.infer<typeof DefaultKey>;

/**
 * A call that makes a model; `key` and `baseUrl` say where its credential and address are given, `client` where an object is
 * that holds both.
 */
const ModelEntry = z.strictObject({
  symbols: Symbols,
  model: Paths,
  provider: Paths.optional(),
  key: Paths.default([]),
  baseUrl: Paths.default([]),
  client: Paths.optional(),
  defaultKey: DefaultKey.optional(),
  form: Form,
  /**
   * Of a call that sends a request to the model: where its instructions are given, and where its messages or the text that stands
   * for them. Left out of what only makes a model, or asks it for no answer.
   */
  sends: z.strictObject({ system: Paths.default([]), messages: Paths }).optional(),
});

/** One provider: how its models are made, under which variables its keys come, and where it listens. */
export const ProviderFile = z.strictObject({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  ...dated,
  keyEnv: z.array(z.string()),
  hosts: z.array(z.string()),
  /** Ready-made provider objects and the factories that make others. */
  instances: z
    .array(
      z.strictObject({
        module: z.string(),
        instance: z.string(),
        factory: z.string(),
        form: Form,
        /** `unless` is of the factory: the instance is handed nothing. */
        defaultKey: DefaultKey.optional(),
      }),
    )
    .default([]),
  /** Classes that are asked for a model call by call, and hold the key. */
  clients: z.array(z.strictObject({ symbols: Symbols, defaultKey: DefaultKey })).default([]),
  models: z.array(ModelEntry).default([]),
  /** Calls that give back the model they are handed, with something around it. */
  wrappers: z.array(z.strictObject({ symbols: Symbols, model: Paths })).default([]),
  /** Calls that make a table of models, and methods that take one from it. */
  maps: z
    .array(z.strictObject({ symbols: Symbols, entries: Paths, methods: z.array(z.string()) }))
    .default([]),
  /** Calls that make a registry, whose methods take `provider:model`. */
  registries: z.array(z.strictObject({ symbols: Symbols, methods: z.array(z.string()) })).default([]),
  /** Methods that give the same model back, configured. */
  sameModel: z.array(z.string()).default([]),
});

export type ProviderFile = z.infer<typeof ProviderFile>;
