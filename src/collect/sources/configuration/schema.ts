import * as z from 'zod';
import { ENVIRONMENTS, Matcher, SENSITIVITIES } from '#model';

/** `<target>/<path>` with the globs of a matcher: `*` stays inside a folder, `**` does not. */
const CodeGlob = z.string().min(1).max(500);
const Name = z.string().min(1).max(200);

/** A running thing by its native id, with what runs on it where the system has more than one. */
const Workload = z.union([
  z.string().min(1).max(500).describe('ARN of the function, task or machine'),
  z.strictObject({
    id: z.string().min(1).max(500).describe('ARN of the function, task or machine'),
    code: z
      .array(CodeGlob)
      .optional()
      .describe('code that runs there; the whole system where it is left out'),
    services: z.array(Name).optional().describe('service.name of its telemetry'),
  }),
]);

/** One AI system with all that belongs to it; `code`, `services`, `workloads` and `matchers` add up. */
const System = z.strictObject({
  name: Name,
  purpose: z.string().min(1).max(2_000).optional(),
  owner: Name.optional().describe('accountable person (an address or @login) or team'),
  environment: z.enum(ENVIRONMENTS).optional(),
  criticality: z.enum(['low', 'medium', 'high', 'critical']).optional(),
  code: z.array(CodeGlob).default([]).describe('what belongs to it, as globs over <target>/<path>'),
  services: z.array(Name).default([]).describe('service.name of its telemetry'),
  workloads: z.array(Workload).default([]).describe('where it runs'),
  matchers: z.array(Matcher).default([]).describe('whatever else belongs to it'),
});

/** A name is an id: two of one name would be told apart by their order alone. */
function namedOnce(all: readonly { readonly name?: string | undefined }[], context: z.RefinementCtx): void {
  all.forEach(({ name }, index) => {
    const isTaken = name !== undefined && all.slice(0, index).some((other) => other.name === name);
    if (isTaken)
      context.addIssue({ code: 'custom', path: [index, 'name'], message: `${name} is taken above` });
  });
}

/**
 * sightline.config.yaml: what only the organisation knows. Everything is optional, and what is left out stays unknown;
 * an unknown key is an error, since a misspelt one would otherwise be silence.
 */
export const Configuration = z.strictObject({
  version: z.literal(1).default(1),
  targets: z
    .array(
      z.strictObject({
        path: z.string().min(1).describe('relative to the folder of this file'),
        name: Name.optional().describe(
          'stable name, part of every declared id; the base name of path by default',
        ),
        as: z
          .enum(['tree', 'aws-export', 'telemetry'])
          .optional()
          .describe('kind; decided from its content by default'),
      }),
    )
    .superRefine(namedOnce)
    .default([]),
  systems: z.array(System).superRefine(namedOnce).default([]),
  /** Later entries win over earlier ones, and over accounts and systems. */
  environments: z.array(z.strictObject({ where: Matcher, environment: z.enum(ENVIRONMENTS) })).default([]),
  /** What data a store holds: no source can see it, and the exposure is counted from it. */
  sensitivity: z
    .array(
      z.strictObject({
        where: Matcher,
        sensitivity: z.enum(SENSITIVITIES).optional(),
        dataClasses: z.array(Name).optional(),
      }),
    )
    .default([]),
  accounts: z
    .array(
      z.strictObject({
        id: z.string('twelve digits, in quotes').regex(/^\d{12}$/, 'twelve digits, in quotes'),
        name: Name.optional(),
        standalone: z.boolean().optional().describe('true: no organisation policy applies to it'),
        environment: z.enum(ENVIRONMENTS).optional(),
      }),
    )
    .default([]),
  /** By rule id. A parameter that the rule does not have changes nothing. */
  rules: z
    .record(
      z.string(),
      z.strictObject({
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
      }),
    )
    .default({}),
});
export type Configuration = z.infer<typeof Configuration>;
