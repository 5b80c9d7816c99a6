import * as z from 'zod';

/** One catalogue of controls. Mappings live here, not on the rules, so that a framework is added in one file. */
export const Framework = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  /** The publisher's own name of the edition: control ids change meaning between editions. */
  edition: z.string(),
  source: z.url(),
  /** Day on which the source was read. */
  asOf: z.iso.date(),
  /** Under which terms control titles may be quoted. */
  licence: z.string(),
  /** False until a person other than the author has checked the mappings. */
  reviewed: z.boolean(),
  controls: z
    .array(z.strictObject({ id: z.string(), title: z.string(), rules: z.array(z.string()).default([]) }))
    .min(1),
  /**
   * Rules that no control asks for, each with why: a rule left out of both lists is forgotten, and a test says so.
   */
  unmapped: z.array(z.strictObject({ rule: z.string(), why: z.string().min(10) })).default([]),
});
export type Framework = z.infer<typeof Framework>;

/** Control ids of one rule, by framework id; frameworks that do not map it are left out. */
export function controlsOf(
  rule: string,
  frameworks: readonly Framework[],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    frameworks
      .map(
        (one) =>
          [
            one.id,
            one.controls.filter((control) => control.rules.includes(rule)).map((control) => control.id),
          ] as const,
      )
      .filter(([, controls]) => controls.length > 0),
  );
}
