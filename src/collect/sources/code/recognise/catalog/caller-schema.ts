import * as z from 'zod';
import { dated } from './schema-parts.ts';

const Verifiers = z.array(
  z.strictObject({ package: z.string().min(1), calls: z.array(z.string().min(1)).min(1) }),
);

/** How code looks at who calls it. */
export const CallerFile = z.strictObject({
  ...dated,
  id: z.literal('callers'),
  /** Lower case. */
  headers: z.array(z.string().regex(/^[a-z0-9-]+$/)).min(1),
  /** A package as it is imported, and its functions, classes and decorators that check a caller. */
  verifiers: z.strictObject({ typescript: Verifiers, python: Verifiers }),
});
export type CallerFile = z.infer<typeof CallerFile>;
