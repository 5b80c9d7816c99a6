import * as z from 'zod';
import { dated } from './schema-parts.ts';

const Verifiers = z.array(
  z.strictObject({ package: z.string().min(1), calls: z.array(z.string().min(1)).min(1) }),
);

const Names = z.array(z.string().min(1)).min(1);

/** How code looks at who calls it. */
export const CallerFile = z.strictObject({
  ...dated,
  id: z.literal('callers'),
  /** Lower case. */
  headers: z.array(z.string().regex(/^[a-z0-9-]+$/)).min(1),
  /** Lower case: headers that say nothing of who sent them. */
  tellNothing: z.array(z.string().regex(/^[a-z0-9-]+$/)).min(1),
  /** A package as it is imported, and its functions, classes and decorators that check a caller. */
  verifiers: z.strictObject({ typescript: Verifiers, python: Verifiers }),
  /** Regular expressions of words in the names of what is imported. */
  identity: z.array(z.string().min(1)).min(1),
  /** As they are imported; a scope stands for its packages. */
  frameworks: z.strictObject({ typescript: Names, python: Names }),
});
export type CallerFile = z.infer<typeof CallerFile>;
