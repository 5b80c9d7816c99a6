import * as z from 'zod';
import { dated, Paths, Symbols } from './schema-parts.ts';

/** A call that sends a request over HTTP, and which arguments are its address and its body. */
const SenderEntry = z.strictObject({
  symbols: Symbols,
  url: Paths.min(1),
  body: Paths.min(1),
  source: z.url(),
});

export type SenderEntry = z.infer<typeof SenderEntry>;

/** How a program asks a model by a request of its own, and where the tools stand that it tells it of. */
export const RequestFile = z.strictObject({
  ...dated,
  id: z.literal('requests'),
  senders: z.array(SenderEntry).min(1),
  /** Calls that give the text of what they are handed. */
  bodyWriters: Symbols,
  tools: z.strictObject({
    /** Key of a body. */
    inBody: z.string().min(1),
    /** Arguments of a vendor's own client. */
    inCall: Paths.min(1),
    /** Keys of an entry that is itself a list of tools. */
    nested: z.array(z.string().min(1)),
  }),
  /** What makes a model fill in one tool, which is then the form of its answer. */
  forced: z.strictObject({
    inBody: z.string().min(1),
    inCall: Paths.min(1),
    types: z.array(z.string().min(1)).min(1),
    /** Members of an answer that hold what was filled in. */
    answers: z.array(z.string().min(1)).min(1),
    /** Calls that take it apart where it is a text. */
    parsers: Symbols,
  }),
});

export type RequestFile = z.infer<typeof RequestFile>;
