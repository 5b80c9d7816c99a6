import * as z from 'zod';
import { ACCESS_VERBS, type AccessVerb, type NodeKind } from '#model';
import { brokenCatalogue, checkedCatalogue, type ReadCatalogue } from '../read-catalogue.ts';

/** Below content/catalog/telemetry. */
const FILE = 'cloudtrail-actions.yaml';

/** What a followed call can be done to; a resource form of another kind is refused when the catalogue is loaded. */
const RESOURCE_KINDS = [
  'bucket',
  'table',
  'function',
  'secret-location',
  'cloud-role',
  'model',
  'knowledge-base',
  'agent',
] as const satisfies readonly NodeKind[];

/**
 * How a record names a resource: in `resources` by type and ARN, or in a request parameter. `canonical` takes the part of an
 * ARN that is the whole resource (a bucket out of an object's ARN); its group `name` is the asset's name. `arn` and `awsName`
 * are templates for parameters that give a bare name.
 */
const ResourceForm = z.strictObject({
  kind: z.enum(RESOURCE_KINDS),
  types: z.array(z.string()),
  parameters: z.array(z.string()).min(1),
  canonical: z.string().transform((pattern) => new RegExp(pattern)),
  arn: z.string().optional(),
  awsName: z.string().optional(),
});
export type ResourceForm = z.infer<typeof ResourceForm>;

/** Calls of one service that are logged alike, do the same to the same kind of resource, and map to IAM actions. */
const CallGroup = z.strictObject({
  source: z.string().endsWith('.amazonaws.com'),
  resource: z.string(),
  /** `management`, or the type under which a trail selects the data events. */
  logged: z.string(),
  readOnly: z.boolean(),
  verb: z.enum([...ACCESS_VERBS, 'assume']),
  events: z.record(z.string(), z.string().regex(/^[a-z0-9-]+:[A-Za-z]+$/)),
});

/** content/catalog/telemetry/cloudtrail-actions.yaml: ours, so strict; sources and date are held by the schema. */
const ActionsFile = z.strictObject({
  sources: z.array(z.url()).min(1),
  asOf: z.iso.date(),
  refresh: z.string().min(1),
  resources: z.record(z.string(), ResourceForm),
  neverComplete: z.array(
    z.strictObject({ kind: z.enum(RESOURCE_KINDS), verb: z.enum(ACCESS_VERBS), why: z.string().min(1) }),
  ),
  inCallersAccount: z.array(z.strictObject({ logged: z.string(), why: z.string().min(1), source: z.url() })),
  calls: z.array(CallGroup).min(1),
});

/** One call that CloudTrail may record, in IAM's words. */
export interface KnownCall {
  readonly action: string;
  readonly verb: AccessVerb | 'assume';
  readonly resource: ResourceForm;
  readonly logged: string;
  readonly readOnly: boolean;
}

export interface ActionCatalogue {
  readonly calls: readonly KnownCall[];
  /** By `<event source> <event name>`; two where an event may read or write. */
  readonly byEvent: ReadonlyMap<string, readonly KnownCall[]>;
  /** `<kind> <verb>` of which no absence may be claimed. */
  readonly neverComplete: ReadonlySet<string>;
  /** Types of events that a caller's own account keeps too, whoever owns what was called. */
  readonly inCallersAccount: ReadonlySet<string>;
}

/** @throws ContentError when our own catalogue is broken. */
export function actionCatalogue(read: ReadCatalogue): ActionCatalogue {
  const file = checkedCatalogue(read, FILE, ActionsFile);
  const byEvent = new Map<string, KnownCall[]>();
  for (const { source, resource: name, events, ...group } of file.calls) {
    const resource = file.resources[name];
    if (resource === undefined) throw brokenCatalogue(FILE, `it names no resource ${name}`);
    for (const [event, action] of Object.entries(events)) {
      const key = `${source} ${event}`;
      const known = byEvent.get(key) ?? [];
      // An event may stand for two calls only where one reads and one writes (PartiQL): the record tells which it was.
      if (known.some(({ readOnly }) => readOnly === group.readOnly)) {
        throw brokenCatalogue(FILE, `it says ${key} twice`);
      }
      byEvent.set(key, [...known, { action, resource, ...group }]);
    }
  }
  const neverComplete = new Set(file.neverComplete.map(({ kind, verb }) => `${kind} ${verb}`));
  const inCallersAccount = new Set(file.inCallersAccount.map(({ logged }) => logged));
  return { calls: [...byEvent.values()].flat(), byEvent, neverComplete, inCallersAccount };
}

/** What an event may mean: nothing that we follow, one call, or two of which one reads and one writes. */
export function possibleCalls(
  { byEvent }: ActionCatalogue,
  eventSource: string,
  eventName: string,
): readonly KnownCall[] {
  // Lambda's events carry the date of the API version that was called: UpdateFunctionCode20150331v2.
  const plain = eventName.replace(/20\d{6}(v\d+)?$/, '');
  return byEvent.get(`${eventSource} ${plain}`) ?? [];
}

/**
 * Which of them it was.
 *
 * @param reads Whether the record says that it only read; null where it does not say, and then nothing is guessed.
 */
export function chosenCall(possible: readonly KnownCall[], reads: boolean | null): KnownCall | null {
  const [only] = possible;
  if (possible.length === 1 && only !== undefined) return only;
  return possible.find(({ readOnly }) => readOnly === reads) ?? null;
}
