import { tool, type Tool } from 'ai';
import * as z from 'zod';

/** A record that a function gives back: each tool by its key. */
export function orderTools(shop: string) {
  return {
    listOrders: tool({ description: 'Lists orders.', parameters: z.object({}), execute: async () => shop }),
    findOrder: tool({ description: 'Finds one.', parameters: z.object({ id: z.string() }), execute: async ({ id }) => id }),
  };
}

export class StockTools {
  toolset(): Record<string, Tool> {
    return { countStock: this.count(), moveStock: this.move() };
  }

  private count(): Tool {
    return tool({ description: 'Counts.', parameters: z.object({ item: z.string() }), execute: async ({ item }) => item.length });
  }

  private move(): Tool {
    return tool({ description: 'Moves.', parameters: z.object({ item: z.string() }), execute: async () => 'moved' });
  }
}

/** Makes nothing of its own: the tool is what it is handed. */
export function logged(definition: { description: string; parameters: z.ZodTypeAny; execute: (input: unknown) => Promise<string> }) {
  return tool({
    description: definition.description,
    parameters: definition.parameters,
    execute: async (input) => definition.execute(input),
  });
}

/** As many as a server offers: none of them is written here. */
export function remote(offered: { name: string; description: string; schema: z.ZodTypeAny }[]) {
  return Object.fromEntries(
    offered.map(({ name, description, schema }) => [name, tool({ description, parameters: schema, execute: async () => name })]),
  );
}
