import type { core } from 'zod';

/**
 * For content, which is parsed once a process: zod compiles the schema of an object into a function at its first use, which pays
 * for records in their thousands alone.
 */
export const PARSED_ONCE: core.ParseContext<core.$ZodIssue> = { jitless: true };
