import { Agent, tool } from '@openai/agents';
import { z } from 'zod';

const parameters = z.object({ text: z.string() });
const look = tool({ name: 'look', description: 'Looks.', parameters, execute: async ({ text }) => text });
const shell = tool({ name: 'shell', description: 'Runs.', parameters, execute: async ({ text }) => text });

abstract class Counter {
  protected tools: unknown[] = [];
  abstract readonly title: string;
  build() {
    return new Agent({ name: this.title, instructions: 'You help.', model: 'gpt-4.1', tools: this.tools });
  }
}

// Nothing changes it: these are all.
export class PlainCounter extends Counter {
  title = 'Plain';
  tools = [look];
  name() {
    return String(this);
  }
}

export class AssignedCounter extends Counter {
  title = 'Assigned';
  tools = [look];
  constructor(settings: Partial<AssignedCounter>) {
    super();
    Object.assign(this, settings);
  }
}

// What is set is written, and is no list of tools.
export class NotedCounter extends Counter {
  title = 'Noted';
  tools = [look];
  constructor() {
    super();
    Object.assign(this, { noted: true });
  }
}

export class KeyedCounter extends Counter {
  title = 'Keyed';
  tools = [look];
  fill(settings: Record<string, unknown[]>) {
    for (const key of Object.keys(settings)) (this as Record<string, unknown>)[key] = settings[key];
  }
}

function addDefaults(counter: { tools: unknown[] }) {
  counter.tools.push(shell);
}

export class HandedCounter extends Counter {
  title = 'Handed';
  tools = [look];
  constructor() {
    super();
    addDefaults(this);
  }
}

function withShell(made: typeof DecoratedCounter) {
  made.prototype.tools = [look, shell];
}

@withShell
export class DecoratedCounter extends Counter {
  title = 'Decorated';
  tools = [look];
}
