import * as z from 'zod';
import { ClientEntry, CredentialEntry, OwnVariables } from './client-schema.ts';
import { dated, Effects, Paths, Symbols } from './schema-parts.ts';

/** Which store a call touches, and where its name or connection stands among the arguments. */
export const StoreEntry = z.strictObject({
  kind: z.enum(['bucket', 'table', 'database', 'secret-location', 'knowledge-base']),
  platform: z.string(),
  name: Paths.default([]),
  connection: Paths.default([]),
  parts: z.strictObject({ host: z.string(), name: Paths }).optional(),
});

export type StoreEntry = z.infer<typeof StoreEntry>;

/**
 * A call that reaches out of the program: what it does, to which store or host, and which argument makes it
 * dangerous.
 */
export const SinkEntry = z.strictObject({
  symbols: Symbols,
  /** Another argument must have this value, where it is known. */
  where: z.strictObject({ any: Paths, is: z.string() }).optional(),
  /** Methods without arguments, of which the same function must call one: on each of what the call gives. */
  ofEach: z.array(z.string()).default([]),
  /** What it changes where no argument says otherwise. */
  does: Effects.element,
  /** How it touches the store; `query`: the statement decides. */
  access: z.enum(['read', 'write', 'query', 'retrieve']).optional(),
  /** Native actions that the call needs, such as `s3:GetObject`: asked of access/ in place of a verb. */
  actions: z.array(z.string()).default([]),
  store: StoreEntry.optional(),
  /** Argument that holds a statement: latitude query where the model writes it. */
  statement: Paths.default([]),
  /** Address, and the base that a relative one is joined to. */
  url: Paths.default([]),
  base: Paths.default([]),
  /** HTTP method: it decides whether something is changed. */
  method: Paths.default([]),
  defaultMethod: z.string().optional(),
  /** Argument that names a host, or the hosts that a vendor's client always calls. */
  host: Paths.default([]),
  hosts: z.array(z.string()).default([]),
  /** Arguments that say who receives it (address, topic, queue, channel): any of them that the model chooses may be anyone's. */
  recipients: Paths.default([]),
  /** Where none of them is given: a message whose header fields say it. */
  message: Paths.default([]),
  /** Argument that names a program; `shell` says that a shell reads it, unless `shellFlag` is false. */
  command: Paths.default([]),
  shell: z.boolean().default(false),
  shellFlag: Paths.default([]),
  /** Argument that is run as code. */
  code: Paths.default([]),
  /** Arguments that are all pieces of one code, whichever is given; `*` is each that has no name. */
  codePieces: Paths.default([]),
  /** A path, and the mode in which it is opened. */
  file: Paths.default([]),
  modeFlag: Paths.default([]),
  /** The code runs apart from this process. */
  sandbox: z.boolean().default(false),
  /** Strangers write what comes back. */
  untrusted: z.enum(['web-page', 'email', 'message', 'file']).optional(),
  /** It reaches further than this catalogue follows. */
  unresolved: z.boolean().default(false),
});

export type SinkEntry = z.infer<typeof SinkEntry>;

/** Calls that touch nothing: without them every `len()` would leave a tool's reach open. */
const PureEntry = z.strictObject({
  /** Calls that give back plain data: whatever is called on it touches nothing either. */
  values: z.array(z.string()).default([]),
  symbols: z.array(z.string()).default([]),
  /** Of those what connects to where it is told to, now or with the first call on what it gives. */
  connects: z.array(z.string()).default([]),
  prefixes: z.array(z.string()).default([]),
  modules: z.array(z.string()).default([]),
  npmModules: z.array(z.string()).default([]),
  /**
   * Of those modules what does reach out, or hands its arguments on to whoever listens elsewhere: as it is called, with a dot at its
   * end all that begins so, and `*` for whatever stands between.
   */
  except: z.array(z.string()).default([]),
  globals: z.array(z.string()).default([]),
  builtins: z.array(z.string()).default([]),
  methods: z.array(z.string()).default([]),
  /** What gives back what was put into it, or what it was handed; with a dot or `#` at its end all of a module. */
  holders: z.array(z.string()).default([]),
  /** Last names of holders that are containers, beside those that are written like classes. */
  containers: z.array(z.string()).default([]),
  /** Last names of holders that are written like classes and are none: they give back what a field is given. */
  fields: z.array(z.string()).default([]),
  /** Methods that may give back what their object holds. */
  elementMethods: z.array(z.string()).default([]),
  /** Methods whose answers are plain data, whatever they belong to. */
  plainAnswers: z.array(z.string()).default([]),
});

const Names = z.array(z.string()).default([]);

/** Calls that do not run what they are handed, with the reason for a reviewer; prefixes are of the symbol as it is written. */
const BoundedEntry = z.strictObject({
  why: z.string().min(20),
  /** What was read to say so; the file's `asOf` is the day on which it was read. */
  read: z.array(z.url()).min(1),
  symbols: Names,
  prefixes: z.array(z.string()).default([]),
  modules: Names,
  npmModules: Names,
  /** Only where none of these arguments is given. */
  without: Paths.default([]),
});

export type BoundedEntry = z.infer<typeof BoundedEntry>;

/** Looked up for each call that nothing else is known of. */
export interface BoundedCalls {
  readonly symbols: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  readonly modules: ReadonlySet<string>;
  readonly npmModules: ReadonlySet<string>;
  readonly without: BoundedEntry['without'];
}

/** Programs that a tool may start by their name, and what their arguments can make them do; any other program may do anything. */
const ProgramEntry = z.strictObject({
  why: z.string().min(20),
  /** What was read to say so. */
  read: z.array(z.url()).min(1),
  /** The names under which they are started. */
  symbols: Symbols,
  does: z.enum(['nothing', 'reads', 'sends', 'queries', 'runs']),
  /** Whoever may write the arguments of a program that does nothing or reads: anybody, or the author of the code alone. */
  arguments: z.enum(['any', 'written']).default('written'),
  /** Of one that sends, options without a value and with one that names no host: with any other it may send elsewhere. */
  flags: Names,
  values: Names,
  /** Of one that queries, options before a statement; `*` is each argument after the first, the database. */
  statements: z.array(z.string()).default([]),
  /** Where a statement may hold a command of the client's that starts programs. */
  commands: z.enum(['first', 'anywhere']).default('anywhere'),
  /** Of one that runs others, the words after which it does; `*` without any. */
  after: Names,
});

export type ProgramEntry = z.infer<typeof ProgramEntry>;

/** A program, as it is asked for each call that starts one. */
export interface StartedProgram extends Omit<ProgramEntry, 'flags' | 'values' | 'after'> {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** Calls of one library or service; `factories` are the ways to get an object on which they are made. */
export const SinkFile = z.strictObject({
  id: z.string(),
  ...dated,
  factories: z.record(z.string(), Symbols).default({}),
  clients: z.array(ClientEntry).default([]),
  credentials: z.array(CredentialEntry).default([]),
  ownVariables: OwnVariables.default({ credentials: [], sources: [], region: [], endpoint: [], session: [] }),
  calls: z.array(SinkEntry),
  programs: z.array(ProgramEntry).default([]),
  pure: PureEntry.optional(),
  bounded: z.array(BoundedEntry).default([]),
  /** Calls that touch nothing and yet run what they are handed. */
  runs: z.array(z.string()).default([]),
});

export type SinkFile = z.infer<typeof SinkFile>;

/** Calls that touch nothing outside the process: a tool that makes only these has no sinks. */
export interface PureCalls {
  readonly symbols: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  readonly modules: ReadonlySet<string>;
  readonly npmModules: ReadonlySet<string>;
  /** What of the modules is not pure; it matches the whole of a symbol. */
  readonly except: RegExp;
  readonly connects: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  /** Makers, or modules of them, that give back what was put into them or what they were handed. */
  readonly holders: readonly string[];
  /** Last names of holders that are containers, beside those that are written like classes. */
  readonly containers: ReadonlySet<string>;
  /** Last names of holders that are written like classes and are none. */
  readonly fields: ReadonlySet<string>;
  /** Methods that may give back what their object holds: data where that holds data alone. */
  readonly elementMethods: ReadonlySet<string>;
  /** Methods whose answers are plain data, whatever they belong to. */
  readonly plainAnswers: ReadonlySet<string>;
  /** Calls whose result is plain data. */
  readonly values: ReadonlySet<string>;
}
