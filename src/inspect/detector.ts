import * as z from 'zod';
import { err, ok, PARSED_ONCE, type Result } from '#model';
import { measurePattern } from './pattern-lint.ts';
import { ValidatorUse } from './validators.ts';

/** How a detector knows what it found, the most specific first: this decides which of two that overlap is kept. */
export const SHAPES = ['provider', 'format', 'context'] as const;

/** content/detectors/<id>/detector.yaml: ours, so strict. `source` is where the issuer or a standard documents the form. */
export const Detector = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string().min(1),
  category: z.enum(['secret', 'personal-data', 'injection']),
  shape: z
    .enum(SHAPES)
    .describe(
      'provider: a form that one issuer uses; format: one that many use; context: known by the words before it',
    ),
  provider: z.string().nullable(),
  keywords: z
    .array(z.string().regex(/^[\x20-\x7e]{3,40}$/))
    .min(1)
    .describe(
      'what every match begins with, in any case; the pattern is tried at these places and nowhere else',
    ),
  pattern: z
    .string()
    .min(1)
    .describe(
      'begins at a keyword; the group <secret> is the match where only a part is one, <publicId> its public half',
    ),
  ignoreCase: z.boolean().default(false),
  validators: z.array(ValidatorUse).default([]),
  placeholders: z.array(z.string().min(3)).default([]).describe('words that mark this kind as an example'),
  hint: z.strictObject({ prefix: z.int().min(0).max(20), suffix: z.int().min(0).max(4) }),
  source: z.url(),
  asOf: z.iso.date(),
});
export type Detector = z.infer<typeof Detector>;

/**
 * Reads the detectors and measures their patterns: one that could run without bound is refused here, before any text.
 *
 * @returns The detectors in order of id, or everything that is wrong with them, one sentence each.
 */
export function loadDetectors(parsedYaml: readonly unknown[]): Result<Detector[], string[]> {
  const detectors: Detector[] = [];
  const problems: string[] = [];
  for (const value of parsedYaml) {
    const parsed = Detector.safeParse(value, PARSED_ONCE);
    if (!parsed.success) {
      problems.push(`${nameOf(value)}: ${z.prettifyError(parsed.error)}`);
      continue;
    }
    const { id, pattern } = parsed.data;
    if (detectors.some((one) => one.id === id)) problems.push(`${id} stands twice`);
    problems.push(...measurePattern(pattern).problems.map((problem) => `${id}: the pattern ${problem}`));
    detectors.push(parsed.data);
  }
  if (problems.length > 0) return err(problems);
  return ok(detectors.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

function nameOf(value: unknown): string {
  const named = z.looseObject({ id: z.string() }).safeParse(value);
  return named.success ? named.data.id : 'a detector without an id';
}
