import * as z from 'zod';
import { Paths, Symbols } from './schema-parts.ts';
import { OwnTool } from './tool-schema.ts';

/** A call that makes an agent; with `anyOf`, only where one of these parts is given. */
export const AgentEntry = z.strictObject({
  symbols: Symbols,
  anyOf: z.array(z.enum(['tools', 'instructions'])).optional(),
  /** The framework gives it tools by other ways too, which are not read: its list is never known to be all. */
  hasOtherTools: z.literal(true).optional(),
  /** Tools that it has beside those that it is given. */
  comesWith: z.array(OwnTool).optional(),
  arguments: z.strictObject({
    name: Paths,
    telemetryName: Paths.optional(),
    description: Paths.optional(),
    model: Paths,
    instructions: Paths.optional(),
    /** What it is told beside its instructions, where they come in two parts. */
    suffix: Paths.optional(),
    messages: Paths.optional(),
    /** The user's message, where the call itself takes it. */
    userText: Paths.optional(),
    tools: Paths,
    /** Where what it is told is looked up, and what it is put together of: chains. */
    retriever: Paths.optional(),
    parts: Paths.optional(),
    subagents: Paths.optional(),
    mcpServers: Paths.optional(),
    middleware: Paths.optional(),
    steps: Paths.optional(),
    /** Decides about approval for all tools at once. */
    approval: Paths.optional(),
    /** Names of those of its tools that the model is told of. */
    offered: Paths.optional(),
    /** Functions that give back settings for one run, which go before the agent's own; those for one step bring no tools. */
    prepares: Paths.optional(),
    preparesStep: Paths.optional(),
  }),
});

/** A call whose chain or retriever another chain is made of. */
export const ChainPart = z.strictObject({
  symbols: Symbols,
  arguments: z.strictObject({
    model: Paths.optional(),
    instructions: Paths.optional(),
    retriever: Paths.optional(),
    parts: Paths.optional(),
  }),
});

/** A part of an agent that may bring tools: `tools` where it is given them, `swaps` where a function of it may replace the agent's. */
export const MiddlewareEntry = z.strictObject({
  symbols: Symbols,
  comesWith: z.array(OwnTool).optional(),
  tools: Paths.optional(),
  swaps: Paths.optional(),
});
