import { z } from 'zod';

/** A path to an argument: `0.tools` (key of the first positional), `tools` (named), `origin:0` (of the call that made the receiver). */
export const Paths = z.array(z.string());

export const Symbols = z.array(z.string()).min(1);

export const dated = { source: z.url(), asOf: z.string() };

export const Effects = z.array(z.enum(['reads', 'writes', 'deletes', 'sends', 'executes']));
