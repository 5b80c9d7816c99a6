import { exec } from 'node:child_process';
import { openai } from '@ai-sdk/openai';
import { ToolLoopAgent, tool } from 'ai';
import { z } from 'zod';
import { apply, settings } from './flags';

const find = tool({ description: 'Finds.', inputSchema: z.object({ item: z.string() }), execute: async ({ item }) => item });
const run = tool({ description: 'Runs.', inputSchema: z.object({ line: z.string() }), execute: async ({ line }) => exec(line) });

function toolsFor(name: string) {
  const flags = { deep: false, admin: false };
  apply(flags);
  const admin = flags.admin;
  return admin ? { find, run } : { find };
}

function modelBySettings(id: string) {
  const deep = settings.deep;
  return deep ? openai('o4-mini') : openai(id);
}

function modelByFlags(id: string) {
  const flags = { deep: false, admin: false };
  apply(flags);
  const deep = flags.deep;
  return deep ? openai('o4-mini') : openai(id);
}

function modelByPart({ id, deep = false }: { id: string; deep?: boolean }) {
  return deep ? openai('o4-mini') : openai(id);
}

export const byTools = new ToolLoopAgent({ model: openai('gpt-4.1'), tools: toolsFor('x') });
export const bySettings = new ToolLoopAgent({ model: modelBySettings('gpt-4.1-mini'), tools: {} });
export const byFlags = new ToolLoopAgent({ model: modelByFlags('gpt-4.1-nano'), tools: {} });
export const byPart = new ToolLoopAgent({ model: modelByPart({ id: 'gpt-4o', deep: settings.deep }), tools: {} });
// For contrast: the call says it.
export const byWord = new ToolLoopAgent({ model: modelByPart({ id: 'gpt-4o-mini', deep: false }), tools: {} });
