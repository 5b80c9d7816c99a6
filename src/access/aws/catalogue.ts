import { ACCESS_VERBS, NODE_KINDS, type AccessVerb, type NodeKind } from '#model';
import * as z from 'zod';
import { matches, parsePattern, type Pattern } from './wildcard.ts';

/** `service:Action` in IAM's own spelling; wildcards only where an entry names a family of actions. */
const action = z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9*?]+$/);
const address = z.url();
const date = z.iso.date();

/**
 * How a resource policy takes part: ordinary (identity or resource policy suffices within an account), trust and key
 * (the resource's own policy must take part: IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow;
 * KMS developer guide, key-policies), none (the service has no resource policies).
 */
const RESOURCE_POLICY_RULES = ['ordinary', 'trust', 'key', 'none'] as const;
export type ResourcePolicyRule = (typeof RESOURCE_POLICY_RULES)[number];

const Verbs = z.partialRecord(z.enum(ACCESS_VERBS), z.array(action).min(1));

/** Where an action is done, when not to the resource's own ARN. One of `suffix` (after `replace`), `above` and `arn`. */
const Place = z
  .strictObject({
    actions: z.array(action).min(1),
    replace: z.strictObject({ part: z.string(), by: z.string() }).optional(),
    suffix: z.string().optional().describe('after the ARN; ending in * it means everything inside'),
    above: z
      .string()
      .optional()
      .describe(
        'each path above the resource, from the end of this part of the ARN: access to one reaches all below it',
      ),
    arn: z
      .string()
      .optional()
      .describe('pattern over ARNs that do not name the resource; * stays within a part'),
    unseen: z.string().optional().describe('what was not handed over of it: no allow there is certain'),
    ownDenies: z
      .boolean()
      .default(false)
      .describe('what is denied at the resource itself is denied there as well'),
    source: address.optional(),
  })
  .refine(({ suffix, above, arn }) => [suffix, above, arn].filter((one) => one !== undefined).length === 1, {
    message: 'one of suffix, above and arn says where',
  });

const KindEntry = z.strictObject({
  kind: z.enum(NODE_KINDS),
  arn: z.string().describe('pattern over the ARN: one kind can be several AWS resource types'),
  resourcePolicy: z.enum(RESOURCE_POLICY_RULES).optional().describe('where it differs from its service'),
  beyondIam: z
    .string()
    .optional()
    .describe('grants outside IAM that are needed as well: without them no allow is certain'),
  verbs: Verbs.describe('native actions of which any one means the verb'),
  federated: Verbs.default({}).describe('instead of verbs, for identity providers; beside them, for anyone'),
  targets: z
    .array(Place)
    .default([])
    .describe('what an action takes instead of the ARN itself; first match wins'),
  besides: z
    .array(Place)
    .default([])
    .describe('where the action comes by the same data under another ARN, which is enough by itself'),
  keyUses: z
    .array(
      z.strictObject({
        actions: z.array(action).min(1),
        needs: action.describe('what the caller needs of the KMS key'),
        byDefault: z
          .boolean()
          .default(false)
          .describe('only what is written without naming a key is under it'),
        source: address,
      }),
    )
    .default([])
    .describe('what actions need of the customer key that the resource is under; first match wins'),
  source: address,
  asOf: date,
});

/** content/catalog/verbs/aws.yaml: ours, so strict. */
export const AwsCatalogue = z
  .strictObject({
    asOf: date,
    services: z.array(
      z.strictObject({
        service: z.string().describe('third part of the ARN'),
        resourcePolicy: z.enum(RESOURCE_POLICY_RULES),
        source: address,
      }),
    ),
    rcp: z.strictObject({
      services: z.array(z.string()).describe('action prefixes'),
      except: z.array(action).describe('actions of these services that RCPs do not reach'),
      source: address,
      asOf: date,
    }),
    wildcardOnly: z
      .array(z.strictObject({ actions: z.array(action).min(1), source: address }))
      .describe('actions that name no resource: Resource must be "*"'),
    conditionKeys: z
      .array(
        z.strictObject({
          keys: z.array(z.string()).min(1),
          actions: z.array(action.or(z.literal('*'))).min(1),
          source: address,
        }),
      )
      .describe('keys that only these actions have in their requests; of a key the first match counts'),
    kinds: z.array(KindEntry),
    resourceTypes: z
      .array(
        z.strictObject({
          service: z.string().describe('prefix of its actions'),
          types: z
            .record(z.string(), z.string().regex(/^arn:\{partition\}:[a-z0-9-]+:[^*?]+$/))
            .describe(
              "shape of the ARN by type: the caller's partition, region and account, names in the other slots",
            ),
          source: address,
        }),
      )
      .describe('what of a service holds data, runs code or gives rights'),
  })
  .superRefine((catalogue, context) => {
    // An action that names no resource says nothing of one.
    const none = new Set(catalogue.wildcardOnly.flatMap(({ actions }) => actions));
    for (const { kind, verbs } of catalogue.kinds) {
      for (const name of Object.values(verbs).flat()) {
        if (none.has(name))
          context.addIssue({ code: 'custom', message: `${kind}: ${name} names no resource` });
      }
    }
  });
export type AwsCatalogue = z.infer<typeof AwsCatalogue>;

/** A kind's entry with its patterns parsed; several entries may share a kind, told apart by `arn`. */
export interface ResourceKind {
  readonly kind: NodeKind;
  readonly arn: Pattern;
  readonly rule: ResourcePolicyRule | null;
  /** Native actions per verb, as written. */
  readonly verbs: Partial<Record<AccessVerb, readonly string[]>>;
  readonly federated: Partial<Record<AccessVerb, readonly string[]>>;
  readonly beyondIam: string | null;
  readonly targets: readonly ParsedPlace[];
  readonly besides: readonly ParsedPlace[];
  readonly keyUses: readonly {
    readonly actions: readonly Pattern[];
    readonly needs: string;
    readonly byDefault: boolean;
  }[];
}

/** A place with its patterns parsed. */
export interface ParsedPlace {
  readonly actions: readonly Pattern[];
  readonly part: string;
  readonly by: string;
  readonly suffix: string;
  readonly above: string | null;
  readonly arn: Pattern | null;
  readonly unseen: string | null;
  readonly ownDenies: boolean;
}

/** The resource types of one service: shapes of ARNs, their names in braces. */
export interface ResourceTypes {
  readonly service: string;
  readonly types: readonly { readonly name: string; readonly arn: string }[];
}

/** The actions, in lower case, that alone have a condition key (lower case) in their requests; null where any may have it. */
export type KeyActions = (key: string) => readonly Pattern[] | null;

/** The catalogue with its patterns parsed. */
export interface Vocabulary {
  readonly kinds: readonly ResourceKind[];
  readonly rules: ReadonlyMap<string, ResourcePolicyRule>;
  readonly rcpServices: ReadonlySet<string>;
  readonly beyondRcps: ReadonlySet<string>;
  readonly wildcardOnly: readonly Pattern[];
  readonly keyActions: KeyActions;
  readonly resourceTypes: readonly ResourceTypes[];
}

const lowered = (names: readonly string[]): Pattern[] =>
  names.map((name) => parsePattern(name.toLowerCase()));

/** Parsed once per catalogue object: a server compiles many estates with one. */
export function vocabularyOf(catalogue: AwsCatalogue): Vocabulary {
  const known = VOCABULARIES.get(catalogue) ?? parseVocabulary(catalogue);
  VOCABULARIES.set(catalogue, known);
  return known;
}

const VOCABULARIES = new WeakMap<AwsCatalogue, Vocabulary>();

function parseVocabulary(catalogue: AwsCatalogue): Vocabulary {
  return {
    kinds: catalogue.kinds.map((entry) => ({
      kind: entry.kind,
      arn: parsePattern(entry.arn),
      rule: entry.resourcePolicy ?? null,
      verbs: entry.verbs,
      federated: entry.federated,
      beyondIam: entry.beyondIam ?? null,
      targets: entry.targets.map(parsePlace),
      besides: entry.besides.map(parsePlace),
      keyUses: entry.keyUses.map((use) => ({ ...use, actions: lowered(use.actions) })),
    })),
    rules: new Map(catalogue.services.map(({ service, resourcePolicy }) => [service, resourcePolicy])),
    rcpServices: new Set(catalogue.rcp.services),
    beyondRcps: new Set(catalogue.rcp.except.map((name) => name.toLowerCase())),
    wildcardOnly: lowered(catalogue.wildcardOnly.flatMap(({ actions }) => actions)),
    keyActions: keyActionsOf(catalogue),
    resourceTypes: catalogue.resourceTypes.map(({ service, types }) => ({
      service,
      types: Object.entries(types).map(([name, arn]) => ({ name, arn })),
    })),
  };
}

/** Keys that estates name are few, and each is asked about in every statement that names it. */
function keyActionsOf({ conditionKeys }: AwsCatalogue): KeyActions {
  const entries = conditionKeys.flatMap(({ keys, actions }) => {
    const having = lowered(actions);
    return lowered(keys).map((key) => ({ key, having }));
  });
  const known = new Map<string, readonly Pattern[] | null>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const having = entries.find((entry) => matches(entry.key, key))?.having ?? null;
    known.set(key, having);
    return having;
  };
}

function parsePlace(place: z.infer<typeof Place>): ParsedPlace {
  return {
    actions: lowered(place.actions),
    part: place.replace?.part ?? '',
    by: place.replace?.by ?? '',
    suffix: place.suffix ?? '',
    above: place.above ?? null,
    arn: place.arn === undefined ? null : parsePattern(place.arn),
    unseen: place.unseen ?? null,
    ownDenies: place.ownDenies,
  };
}

/**
 * The entry for a resource: its ARN decides among those of its kind; without a kind, the ARN alone. null where the
 * catalogue has none: what the verbs mean there is then unknown, not nothing.
 */
export function kindOf(vocabulary: Vocabulary, arn: string, kind: NodeKind | null): ResourceKind | null {
  const fits = vocabulary.kinds.filter((entry) => matches(entry.arn, arn));
  return fits.find((entry) => entry.kind === kind) ?? (kind === null ? (fits[0] ?? null) : null);
}

/**
 * Which rule holds for the action at this resource.
 *
 * @returns null where the catalogue does not know whether the service has resource policies: one may exist, unseen.
 */
export function policyRuleOf(
  vocabulary: Vocabulary,
  entry: ResourceKind | null,
  arn: string,
  lowerAction: string,
): ResourcePolicyRule | null {
  if (arn === '*') return 'none';
  const service = arn.split(':', 3)[2] ?? '';
  // A role's trust policy speaks of assuming it; managing it through iam: is the business of identity policies alone.
  if (service === 'iam') return lowerAction.startsWith('sts:') ? 'trust' : 'none';
  return entry?.rule ?? vocabulary.rules.get(service) ?? null;
}

/**
 * Whether RCPs cover the service that the action belongs to; they cover a short list that AWS extends, kept with its date
 * in the catalogue (Organizations user guide, orgs_manage_policies_rcps, "List of AWS services that support RCPs").
 */
export function underRcp(vocabulary: Vocabulary, lowerAction: string): boolean {
  const service = lowerAction.slice(0, lowerAction.indexOf(':'));
  return vocabulary.rcpServices.has(service) && !vocabulary.beyondRcps.has(lowerAction);
}
