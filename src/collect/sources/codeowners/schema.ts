import * as z from 'zod';

/** An owner as CODEOWNERS writes one: `@login`, `@organisation/team` or an address. */
export const Owner = z.string().regex(/^(@[\w.-]+(\/[\w.-]+)*|[^\s@]+@[^\s@]+\.[^\s@]+)$/);
