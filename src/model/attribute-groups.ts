import * as z from 'zod';

/** What influence over a tool yields: fixed, its one operation; parameterised, any argument; query, any statement its identity may run; arbitrary, code, shell or browser. */
export const LATITUDES = ['fixed', 'parameterised', 'query', 'arbitrary'] as const;
/** One of LATITUDES; what each lets a path do is decided in the graph's search. */
export type Latitude = (typeof LATITUDES)[number];

/** From least to most. */
export const SENSITIVITIES = ['public', 'internal', 'confidential', 'restricted'] as const;
/** Said by the configuration or a tag, never by a name. */
export const ENVIRONMENTS = ['production', 'staging', 'development', 'test'] as const;

export const text = z.string().nullable().optional();
export const flag = z.boolean().nullable().optional();
export const texts = z.array(z.string()).nullable().optional();
export const count = z.number().nullable().optional();

/** Of every kind. */
export const common = {
  description: text.describe('what it says it is for, redacted'),
  environment: z
    .enum(ENVIRONMENTS)
    .nullable()
    .optional()
    .describe('from the configuration or a tag; never guessed from a name'),
  criticality: z
    .enum(['low', 'medium', 'high', 'critical'])
    .nullable()
    .optional()
    .describe('from the configuration'),
  owner: text.describe('accountable person or team; null where a list of owners leaves it to nobody'),
  account: text.describe('the cloud account or tenant that holds it'),
  region: text.describe('cloud region'),
  createdAt: text.describe('ISO 8601 UTC'),
  lastUsedAt: text.describe('ISO 8601 UTC, as the platform reports it'),
  tags: z
    .record(z.string(), z.string())
    .nullable()
    .optional()
    .describe('tags or labels as set on the platform'),
};

/** Of what holds data: kinds of STORE_KINDS. */
export const store = {
  ...common,
  sensitivity: z.enum(SENSITIVITIES).nullable().optional().describe('from the configuration; never guessed'),
  dataClasses: texts.describe('what the data is, for example customer-records'),
  audience: texts.describe('who is meant to read it'),
  publicAccess: flag.describe('the platform says that anyone may read it'),
  encrypted: flag.describe('at rest'),
  kmsKey: text.describe("ARN of the customer's KMS key that it is under; null where that is AWS's own"),
};

/** Of credentials. The secret itself has no attribute: it is known by identifiers alone. */
export const credential = {
  ...common,
  provider: text.describe('whose credential it is, by catalogue id'),
  envName: text.describe('environment variable that carries it'),
  detector: text.describe('detector that recognised it'),
  hint: text.describe('prefix and last four characters: a candidate, never a join'),
  publicId: text.describe('the public half, such as AKIA…'),
  status: z.enum(['active', 'inactive']).nullable().optional().describe('as the platform reports it'),
};

/** Of what executes code. Values of environment variables have no attribute: they may be secrets. */
export const running = {
  ...common,
  runtime: text.describe('language runtime or operating system'),
  imageReference: text.describe('registry/repository:tag or @digest as deployed'),
  url: text.describe('public URL, where it has one'),
  urlCreatedAt: text.describe('when the URL was made, ISO 8601 UTC'),
  urlAuthentication: z
    .enum(['none', 'iam', 'token', 'oauth', 'unknown'])
    .nullable()
    .optional()
    .describe('what the URL demands of a caller'),
  envNames: texts.describe('names of its environment variables; never values'),
  envStores: texts.describe(
    'variables whose value is the name of a store that the same source lists, each with its id: `NAME=id`; no other value is kept',
  ),
  network: z
    .enum(['platform', 'customer'])
    .nullable()
    .optional()
    .describe(
      "whose network its code sends through: the platform's own, which leads to the internet, or one of the customer's",
    ),
};

/** Of identities that policies are attached to. */
export const principal = {
  ...common,
  path: text.describe('IAM path'),
  serviceLinked: flag.describe('owned by a cloud service: SCPs do not bind it'),
};
