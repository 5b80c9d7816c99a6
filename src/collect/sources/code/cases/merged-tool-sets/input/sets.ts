import { tool, type Tool } from 'ai';
import * as z from 'zod';

type Set = Record<string, Tool> | { toolset(): Record<string, Tool> } | (() => Record<string, Tool>);

export function merge(...sets: Set[]): Record<string, Tool> {
  const read = sets.map((set) => {
    if (typeof set === 'function') return set();
    if ('toolset' in set) return (set as { toolset(): Record<string, Tool> }).toolset();
    return set;
  });
  return read.reduce((all, set) => ({ ...all, ...set }), {});
}

/** What is left out is in no result. */
export function without(all: Record<string, Tool>, left: Record<string, Tool>): Record<string, Tool> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !(name in left)));
}

export const common = {
  clock: tool({ description: 'The time.', parameters: z.object({}), execute: async () => 'noon' }),
};

export const dangerous = {
  wipe: tool({ description: 'Wipes.', parameters: z.object({}), execute: async () => 'gone' }),
};

export class Orders {
  toolset(): Record<string, Tool> {
    return { findOrder: this.find() };
  }

  private find(): Tool {
    return tool({ description: 'Finds.', parameters: z.object({ id: z.string() }), execute: async ({ id }) => id });
  }
}

export function stock(): Record<string, Tool> {
  return {
    count: tool({ description: 'Counts.', parameters: z.object({ item: z.string() }), execute: async ({ item }) => item.length }),
  };
}
