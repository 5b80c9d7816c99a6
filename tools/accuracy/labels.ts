import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import * as z from 'zod';
import { err, LATITUDES, ok, STATES, type Result } from '#model';

/** What is labelled, and so measured; every other kind and edge of the model is left out of the figures. */
export const LABELLED_KINDS = [
  'agent',
  'model',
  'prompt',
  'tool',
  'mcp-server',
  'vector-store',
  'api-key',
] as const;
export const LABELLED_EDGES = [
  'calls-tool',
  'uses-model',
  'instructed-by',
  'provides-tool',
  'delegates-to',
  'retrieves-from',
  'connects-to',
] as const;
export type LabelledKind = (typeof LABELLED_KINDS)[number];
export type LabelledEdge = (typeof LABELLED_EDGES)[number];

const place = { path: z.string().min(1), line: z.int().min(1) };
/** Ambiguous labels count neither for nor against; the state is what the code around it is, such as test. */
const doubt = {
  state: z.enum(STATES).default('active'),
  ambiguous: z.boolean().default(false),
  note: z.string().optional(),
};

/** An asset that a reader found. The fields are explained in accuracy/labels/README.md. */
export const ItemLabel = z.strictObject({
  kind: z.enum(LABELLED_KINDS),
  name: z.string().min(1),
  ...place,
  /** Other names under which a report of it is right. */
  also: z.array(z.string()).default([]),
  /** Other files in which it may be reported. */
  alsoAt: z.array(z.string()).default([]),
  /** First and last line of its definition, 1-based, both included. */
  span: z.tuple([z.int().min(1), z.int().min(1)]).optional(),
  /** By which edges name it; its name where it is left out. */
  id: z.string().optional(),
  latitude: z.enum(LATITUDES).optional(),
  ...doubt,
});
export type ItemLabel = z.infer<typeof ItemLabel>;

/** `from` and `to` are ids of items of the same file. */
export const EdgeLabel = z.strictObject({
  kind: z.literal('edge'),
  edge: z.enum(LABELLED_EDGES),
  from: z.string().min(1),
  to: z.string().min(1),
  ...place,
  ...doubt,
});
export type EdgeLabel = z.infer<typeof EdgeLabel>;

/** What looks like an asset and is none: a report of it is false, and the trap says which mistake was made. */
export const Trap = z.strictObject({
  looksLike: z.enum([...LABELLED_KINDS, 'edge']),
  name: z.string().min(1),
  ...place,
  why: z.string().min(1),
});
export type Trap = z.infer<typeof Trap>;

const LabelsFile = z.strictObject({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'expected owner/name'),
  commit: z.string().regex(/^[0-9a-f]{40}$/, 'expected 40 hex digits'),
  labelledAt: z.string(),
  readBy: z.string(),
  scope: z.array(z.string()).min(1),
  items: z.array(z.discriminatedUnion('kind', [ItemLabel, EdgeLabel])),
  traps: z.array(Trap).default([]),
});

/** One repository as its reader left it; items and edges apart, both in the order of the file. */
export interface Labels {
  readonly repository: string;
  /** 40 hex digits: labels are of one state of the tree. */
  readonly commit: string;
  /** Globs over paths of the tree. Outside them nobody read, so that reports count neither way. */
  readonly scope: readonly string[];
  readonly items: readonly ItemLabel[];
  readonly edges: readonly EdgeLabel[];
  readonly traps: readonly Trap[];
}

/** A labels file, or the one clause that says why it cannot be used: it is then told as not run. */
export interface LabelsAt {
  /** Base name without the extension: `<owner>__<name>`, which is also the name of the tree in the corpus. */
  readonly name: string;
  readonly labels: Result<Labels, string>;
}

/** Edges name their ends by it; unique in a file by the labeller's care. */
export function labelId(label: ItemLabel): string {
  return label.id ?? label.name;
}

/** Whether a path is measured. Names that begin with a dot count: client configurations have them. */
export function scopeMatcher(labels: Pick<Labels, 'scope'>): (path: string) => boolean {
  return picomatch([...labels.scope], { dot: true });
}

/** Reads one labels file. The error is one clause. */
export function parseLabels(text: string): Result<Labels, string> {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    return err(`the labels are not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = LabelsFile.safeParse(document);
  if (!parsed.success) return err(`the labels are not as described: ${z.prettifyError(parsed.error)}`);
  const { repository, commit, scope, items: all, traps } = parsed.data;
  const items = all.filter((one) => one.kind !== 'edge');
  const edges = all.filter((one) => one.kind === 'edge');
  const labels = { repository, commit, scope, items, edges, traps };
  const problems = problemsOf(labels);
  return problems.length === 0 ? ok(labels) : err(`the labels do not hold together: ${problems.join('; ')}`);
}

/** A label out of scope could never be found, and an edge without an end could never match: both would falsify recall. */
function problemsOf(labels: Labels): readonly string[] {
  const inScope = scopeMatcher(labels);
  const ids = new Set(labels.items.map(labelId));
  return [
    ...labels.items
      .filter(({ path }) => !inScope(path))
      .map(({ path, name }) => `${path} (${name}) is out of scope`),
    ...labels.edges
      .flatMap(({ from, to }) => [from, to])
      .filter((end) => !ids.has(end))
      .map((end) => `no item has the id ${end}`),
  ];
}

/** Every labels file of a folder, by name. */
export function loadLabels(folder: string): readonly LabelsAt[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.yaml'.length),
      labels: parseLabels(readFileSync(join(folder, file), 'utf8')),
    }));
}
