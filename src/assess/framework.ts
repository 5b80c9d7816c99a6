import { z } from 'zod';

/** One catalogue of controls. Mappings live here, not on the rules, so that a framework is added in one file. */
export const Framework = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  edition: z.string(),
  source: z.url(),
  asOf: z.iso.date(),
  licence: z.string(),
  /** False until a person other than the author has checked the mappings. */
  reviewed: z.boolean(),
  controls: z
    .array(z.strictObject({ id: z.string(), title: z.string(), rules: z.array(z.string()).default([]) }))
    .min(1),
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
