import * as z from 'zod';
import {
  common,
  count,
  credential,
  flag,
  LATITUDES,
  principal,
  running,
  store,
  text,
  texts,
} from './attribute-groups.ts';
import type { NodeKind } from './node-kinds.ts';

/**
 * Attributes per kind. Every one may be missing (never seen) or null (known to be none); the descriptions here are the
 * glossary in docs/model.md. A kind that has no entry of its own carries the common attributes alone.
 */

/** Strict: a source that misspells an attribute fails its conformance test instead of saying nothing. */
export const ATTRIBUTES = {
  common: z.strictObject(common),
  agent: z.strictObject({
    ...common,
    framework: text.describe('catalogue id of the framework that builds it'),
    language: text.describe('programming language'),
    autonomy: z
      .enum(['acts-alone', 'asks-first'])
      .nullable()
      .optional()
      .describe('whether a person approves its tool calls'),
    maxSteps: count.describe('loop limit in steps'),
    telemetryName: text.describe('name under which its telemetry appears, where the code sets one'),
    untrustedInputs: texts.describe(
      'what strangers can put in front of it: user-message, web-page, email, file',
    ),
    sandboxed: flag.describe('whether what it executes is confined'),
    callerChecks: texts.describe(
      'where code that runs with it may look at who calls: file, line and what stands there; what it does then is not read; left out too where nothing that was handed over opens an address',
    ),
  }),
  model: z.strictObject({
    ...common,
    provider: text.describe('catalogue id of the provider'),
    family: text.describe('model family'),
    version: text.describe('the version or date that the name pins; null where the name floats'),
    pinned: flag.describe('whether the name always means the same weights'),
    answersFor: texts.describe(
      'where telemetry names the answering model alone: floating names for which its provider lets it answer',
    ),
    deprecatedAt: text.describe('from the catalogue, ISO 8601 date'),
    retiresAt: text.describe('day on which requests start to fail, from the catalogue, ISO 8601 date'),
    baseUrl: text.describe('endpoint where it is not the default of the provider'),
  }),
  prompt: z.strictObject({
    ...common,
    role: z.enum(['system', 'user', 'template']).nullable().optional().describe('the part it plays'),
    textHash: text.describe('SHA-256 of the canonical text after redaction'),
    length: count.describe('characters'),
    variables: texts.describe('names of what is filled in'),
    secretDetectors: texts.describe(
      'which secret detectors match inside its text; null where all of it that is written was searched, whatever is filled in at run time',
    ),
    resolved: flag.describe('whether the whole text was resolved, what is filled in included'),
  }),
  tool: z.strictObject({
    ...common,
    latitude: z.enum(LATITUDES).nullable().optional().describe('what influence over the call yields'),
    latitudeAtLeast: z
      .enum(LATITUDES)
      .optional()
      .describe(
        'what influence over the call yields for sure, where it may yield more that could not be read',
      ),
    executesIn: z
      .enum(['in-process', 'sandbox', 'remote'])
      .nullable()
      .optional()
      .describe('where its body runs'),
    effects: z
      .array(z.enum(['reads', 'writes', 'deletes', 'sends', 'executes']))
      .nullable()
      .optional()
      .describe('what the body does'),
    sinksResolved: flag.describe(
      'whether every store that the body touches was resolved; the sinks are its declared can-* and retrieves-from edges',
    ),
    egress: z
      .enum(['none', 'fixed', 'any'])
      .nullable()
      .optional()
      .describe('hosts it can send to: none, those written down, any that the caller names'),
    egressHosts: texts.describe('hosts written down'),
    returnsUntrusted: flag.describe('whether its result is written by strangers'),
    onlyFailed: flag.describe(
      'whether every call of it that was seen failed: a model may have made up its name',
    ),
    untrustedInputs: texts.describe('arguments that come from the model'),
    approval: z
      .enum(['none', 'required'])
      .nullable()
      .optional()
      .describe('whether a person approves each call'),
    inputSchema: text.describe('canonical JSON of the parameters, shortened to 2,000 characters'),
    definitionHash: text.describe('SHA-256 over name, description and schema'),
  }),
  'mcp-server': z.strictObject({
    ...common,
    framework: text.describe('SDK that builds it'),
    language: text.describe('programming language'),
    transport: z
      .enum(['stdio', 'streamable-http', 'sse'])
      .nullable()
      .optional()
      .describe('how clients reach it'),
    command: text.describe('program that starts it, without arguments'),
    packageName: text.describe('package or image that is run'),
    packageVersion: text.describe('pinned version; null where none is pinned'),
    url: text.describe('endpoint without query'),
    authentication: z
      .enum(['none', 'header', 'oauth', 'unknown'])
      .nullable()
      .optional()
      .describe('what it demands of a client'),
    envNames: texts.describe('names of the environment variables it is given'),
    client: text.describe('client whose configuration lists it'),
    autoApprove: texts.describe('tools the client runs without asking; * for all'),
  }),
  'vector-store': z.strictObject({
    ...store,
    provider: text.describe('product'),
    collection: text.describe('index, collection or namespace'),
  }),
  'knowledge-base': z.strictObject({ ...store, provider: text.describe('product') }),
  bucket: z.strictObject({
    ...store,
    restrictsPublicPolicy: flag.describe('RestrictPublicBuckets of its own public access block'),
    ignoresPublicAcls: flag.describe('IgnorePublicAcls of its own public access block'),
    aclsDisabled: flag.describe('BucketOwnerEnforced: no ACL of it or of its objects counts'),
    abacEnabled: flag.describe('its tags count in conditions of policies'),
  }),
  table: z.strictObject(store),
  database: z.strictObject(store),
  collection: z.strictObject(store),
  'log-store': z.strictObject(store),
  repository: z.strictObject(store),
  'saas-drive': z.strictObject(store),
  dataset: z.strictObject(store),
  memory: z.strictObject(store),
  'secret-location': z.strictObject(store),
  'access-key': z.strictObject(credential),
  'api-key': z.strictObject(credential),
  token: z.strictObject(credential),
  certificate: z.strictObject(credential),
  image: z.strictObject({
    ...common,
    base: text.describe('base image'),
    sourcePath: text.describe('build context, relative to the target'),
    entrypoint: text.describe('program it starts'),
    copies: texts.describe('paths of the build context that it copies'),
    envNames: texts.describe('names of the environment variables that it sets; never values'),
  }),
  function: z.strictObject(running),
  container: z.strictObject(running),
  vm: z.strictObject(running),
  host: z.strictObject(running),
  'cloud-role': z.strictObject({
    ...principal,
    maxSessionSeconds: count.describe('longest session in seconds'),
  }),
  'cloud-user': z.strictObject(principal),
  group: z.strictObject(principal),
  account: z.strictObject({
    ...common,
    organization: text.describe('organisation id; null where it is known to stand alone'),
    parents: texts.describe('root first, down to its own organisational unit'),
    parentsInPart: texts.describe(
      'levels above it as far as they are known, uppermost first, where the way to the root is not; empty where sources disagree on the level right above it',
    ),
    managementAccount: flag.describe('SCPs do not bind it'),
    standalone: flag.describe('the configuration declares that no organisation policy applies'),
    restrictsPublicPolicy: flag.describe('RestrictPublicBuckets of its account-wide public access block'),
    ignoresPublicAcls: flag.describe('IgnorePublicAcls of its account-wide public access block'),
  }),
  policy: z.strictObject({
    ...common,
    policyType: text.describe('identity, boundary, scp, rcp, resource, acl, trust or session'),
    managedBy: z.enum(['aws', 'customer', 'inline']).nullable().optional().describe('who keeps it'),
  }),
  charter: z.strictObject({
    ...common,
    purpose: text.describe('job function'),
    allowedTools: texts.describe('names of the tools the job needs; * for any'),
    allowedData: texts.describe('data classes the job needs'),
    allowedStores: texts.describe('store names or ids the job needs'),
    allowedEgress: texts.describe('hosts it may send to'),
    allowedCallers: texts.describe(
      'who may ask it: public for anyone, signed-in where its own code tells callers apart',
    ),
    approvers: texts.describe('who approved it'),
    reviewBy: text.describe('ISO 8601 date'),
  }),
  sanction: z.strictObject({
    ...common,
    decision: z.enum(['approved', 'denied']).nullable().optional().describe('what was decided'),
    decidedBy: text.describe('who decided'),
    decidedAt: text.describe('ISO 8601 date'),
    reviewBy: text.describe('ISO 8601 date'),
  }),
  approval: z.strictObject({
    ...common,
    approvedBy: text.describe('who approved'),
    approvedAt: text.describe('ISO 8601 date'),
    expiresAt: text.describe('ISO 8601 date'),
    stores: texts.describe('store names or ids that are covered'),
    verbs: texts.describe('verbs that are covered'),
  }),
  system: z.strictObject({
    ...common,
    purpose: text.describe('what the system is for'),
  }),
} as const satisfies Partial<Record<NodeKind | 'common', z.ZodType>>;

type Keyed = Exclude<keyof typeof ATTRIBUTES, 'common'>;
/** The attributes of one kind, as a source hands them over. */
export type AttributesOf<K extends NodeKind> = z.infer<
  K extends Keyed ? (typeof ATTRIBUTES)[K] : (typeof ATTRIBUTES)['common']
>;

/** Any attribute's value, where the kind is not known: rules, reports and assignments of the configuration. */
export type AttributeValue =
  string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>;

/** The schema a node's attributes must pass: the kind's own, or the common one. */
export function attributesSchema(kind: NodeKind): z.ZodType {
  return kind in ATTRIBUTES ? ATTRIBUTES[kind as Keyed] : ATTRIBUTES.common;
}

/** In the order of the glossary, the common ones first. */
export function attributeNames(kind: NodeKind): readonly string[] {
  const schema = kind in ATTRIBUTES ? ATTRIBUTES[kind as Keyed] : ATTRIBUTES.common;
  return Object.keys(schema.shape);
}

/** The glossary's words for an attribute: what docs/model.md says it means. */
export function attributeMeaning(kind: NodeKind, name: string): string {
  const schema = kind in ATTRIBUTES ? ATTRIBUTES[kind as Keyed] : ATTRIBUTES.common;
  const fields: Readonly<Record<string, z.ZodType | undefined>> = schema.shape;
  return fields[name]?.description ?? name;
}
