import * as z from 'zod';

/** A path to an argument: `0.tools` (key of the first positional), `tools` (named), `origin:0` (of the call that made the receiver). */
export const Paths = z.array(z.string());

/** Qualified names, as resolver.ts writes them; every spelling under which a library shows the same thing. */
export const Symbols = z.array(z.string()).min(1);

/** Where it was read, and on which day. */
export const dated = { source: z.url(), asOf: z.string() };

/** What a call does to the world, in the words of the tool attribute `effects`. */
export const Effects = z.array(z.enum(['reads', 'writes', 'deletes', 'sends', 'executes']));
