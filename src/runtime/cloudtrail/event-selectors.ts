import * as z from 'zod';
import { counted, type Gap } from '#model';

/** What the AWS CLI printed, with the command in front (sightline sources export aws). */
const Envelope = z.object({
  argv: z.array(z.string()),
  account: z.string().nullish().catch(null),
  output: z.unknown(),
});

const Texts = z.array(z.string()).optional();
/** One condition of an advanced selector, whose conditions are joined by and (API reference, AdvancedFieldSelector). */
const FieldSelector = z.object({
  Field: z.string(),
  Equals: Texts,
  StartsWith: Texts,
  EndsWith: Texts,
  NotEquals: Texts,
  NotStartsWith: Texts,
  NotEndsWith: Texts,
});
type FieldSelector = z.infer<typeof FieldSelector>;

/** Output of get-event-selectors: a trail has basic or advanced selectors. Defaults are the API's (EventSelector). */
const SelectorsOutput = z.object({
  TrailARN: z.string(),
  EventSelectors: z
    .array(
      z.object({
        ReadWriteType: z.enum(['All', 'ReadOnly', 'WriteOnly']).default('All'),
        IncludeManagementEvents: z.boolean().default(true),
        DataResources: z
          .array(z.object({ Type: z.string(), Values: z.array(z.string()).default([]) }))
          .default([]),
        ExcludeManagementEventSources: z.array(z.string()).default([]),
      }),
    )
    .nullish(),
  AdvancedEventSelectors: z.array(z.object({ FieldSelectors: z.array(FieldSelector) })).nullish(),
});

/** Output of describe-trails, as much of it as says which regions and accounts a trail covers. */
const TrailsOutput = z.object({
  trailList: z.array(
    z.object({
      TrailARN: z.string(),
      IsMultiRegionTrail: z.boolean(),
      IsOrganizationTrail: z.boolean().default(false),
      IncludeGlobalServiceEvents: z.boolean().default(false),
    }),
  ),
});
export type Trail = z.infer<typeof TrailsOutput>['trailList'][number];

/** Events of one category that a trail keeps: all of them, or those on the listed resources. */
export interface Watched {
  /** `management`, or a data resource type such as AWS::S3::Object. */
  readonly logged: string;
  readonly reads: boolean;
  readonly writes: boolean;
  /** Beginnings of ARNs; null where every resource counts. */
  readonly resources: readonly string[] | null;
  /** Services whose management events are left out. */
  readonly without: readonly string[];
}

/** What one trail keeps: an event is kept where any of `watched` keeps it. */
export interface TrailSelectors {
  readonly trail: string;
  readonly watched: readonly Watched[];
}

interface TrailDescriptions {
  readonly selectors: readonly TrailSelectors[];
  readonly trails: readonly Trail[];
  readonly gaps: readonly Gap[];
}

/**
 * One envelope about trails; anything else that the CLI printed is not ours and no gap.
 *
 * @returns A gap where the output is not what its command prints: the trail then vouches for nothing.
 */
export function readEnvelope(path: string, document: unknown): TrailDescriptions {
  const nothing: TrailDescriptions = { selectors: [], trails: [], gaps: [] };
  const envelope = Envelope.safeParse(document);
  if (!envelope.success) return withGap(nothing, path, 'not an envelope around an output of the AWS CLI');
  const { argv, output } = envelope.data;
  if (!argv.includes('cloudtrail')) return nothing;
  if (argv.includes('get-event-selectors')) {
    const parsed = SelectorsOutput.safeParse(output);
    if (!parsed.success) return withGap(nothing, path, 'not what get-event-selectors prints');
    return { ...nothing, ...selectorsOf(path, parsed.data) };
  }
  if (argv.includes('describe-trails')) {
    const parsed = TrailsOutput.safeParse(output);
    if (!parsed.success) return withGap(nothing, path, 'not what describe-trails prints');
    return { ...nothing, trails: parsed.data.trailList };
  }
  return nothing;
}

function withGap(descriptions: TrailDescriptions, where: string, detail: string): TrailDescriptions {
  return { ...descriptions, gaps: [{ where, reason: 'wrong-shape', detail }] };
}

function selectorsOf(
  path: string,
  output: z.infer<typeof SelectorsOutput>,
): Pick<TrailDescriptions, 'selectors' | 'gaps'> {
  const basic = (output.EventSelectors ?? []).flatMap((one): Watched[] => {
    const kept = {
      reads: one.ReadWriteType !== 'WriteOnly',
      writes: one.ReadWriteType !== 'ReadOnly',
      without: [],
    };
    return [
      ...(one.IncludeManagementEvents
        ? // Management events have no resource list; a source may be left out (KMS and RDS Data API fill logs).
          [{ ...kept, logged: 'management', resources: null, without: one.ExcludeManagementEventSources }]
        : []),
      ...one.DataResources.map(({ Type, Values }) => ({ ...kept, logged: Type, resources: listed(Values) })),
    ];
  });
  const advanced = (output.AdvancedEventSelectors ?? []).map(({ FieldSelectors }) =>
    advancedWatch(FieldSelectors),
  );
  const narrower = advanced.filter((one) => one === null).length;
  return {
    selectors: [{ trail: output.TrailARN, watched: [...basic, ...advanced.flatMap((one) => one ?? [])] }],
    gaps:
      narrower === 0
        ? []
        : [
            {
              where: path,
              reason: 'unsupported',
              detail: `${counted(narrower, 'selector keeps', 'selectors keep')} events by other fields than type, resource and readOnly, which proves nothing here`,
            },
          ],
  };
}

/** `arn:aws:s3` and `arn:aws:lambda` without a name stand for everything of the type. */
function listed(values: readonly string[]): readonly string[] | null {
  return values.some((value) => /^arn:[^:]+:[a-z0-9-]+(:::?)?$/.test(value)) ? null : values;
}

/** Null where a selector is narrower than can be said here; it may watch less than it seems, so it counts for nothing. */
function advancedWatch(fields: readonly FieldSelector[]): Watched | null {
  let [category, type]: [string | null, string | null] = [null, null];
  let [reads, writes] = [true, true];
  let resources: readonly string[] | null = null;
  let without: readonly string[] = [];
  for (const field of fields) {
    const only = onlyEquals(field);
    if (field.Field === 'eventCategory' && only !== null) category = only;
    else if (field.Field === 'resources.type' && only !== null) type = only;
    else if (field.Field === 'readOnly' && only !== null)
      [reads, writes] = [only === 'true', only === 'false'];
    else if (field.Field === 'resources.ARN' && positive(field)) {
      resources = [...(field.Equals ?? []), ...(field.StartsWith ?? [])];
    } else if (field.Field === 'eventSource' && excludes(field)) without = field.NotEquals ?? [];
    else return null;
  }
  const logged = category === 'Management' ? 'management' : category === 'Data' ? type : null;
  return logged === null ? null : { logged, reads, writes, resources, without };
}

function negative({ EndsWith, NotEquals, NotStartsWith, NotEndsWith }: FieldSelector): boolean {
  return [EndsWith, NotEquals, NotStartsWith, NotEndsWith].some((list) => (list ?? []).length > 0);
}

function positive(field: FieldSelector): boolean {
  return !negative(field);
}

/** The one value a field must equal; null where the condition is wider, or takes anything away. */
function onlyEquals(field: FieldSelector): string | null {
  const { Equals = [], StartsWith = [] } = field;
  return Equals.length === 1 && StartsWith.length === 0 && !negative(field) ? (Equals[0] ?? null) : null;
}

function excludes({ NotEquals, ...rest }: FieldSelector): boolean {
  return (
    (NotEquals ?? []).length > 0 &&
    [rest.Equals, rest.StartsWith].every((list) => (list ?? []).length === 0) &&
    !negative(rest)
  );
}
