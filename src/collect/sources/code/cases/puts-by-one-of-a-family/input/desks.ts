import { Agent, tool } from '@openai/agents';
import { z } from 'zod';

const parameters = z.object({ text: z.string() });
const look = tool({ name: 'look', description: 'Looks.', parameters, execute: async ({ text }) => text });
const shell = tool({ name: 'shell', description: 'Runs.', parameters, execute: async ({ text }) => text });
const clock = tool({ name: 'clock', description: 'The time.', parameters, execute: async ({ text }) => text });

abstract class Desk {
  abstract readonly title: string;
  protected getTools() {
    return [look];
  }
  build() {
    return new Agent({ name: this.title, instructions: 'You help.', model: 'gpt-4.1', tools: this.getTools() });
  }
}

// Puts a tool into the list of its own agent alone.
export class ShellDesk extends Desk {
  title = 'Shell';
  protected getTools() {
    return [look];
  }
  build() {
    const agent = super.build();
    agent.tools.push(shell);
    return agent;
  }
}

export class BelowShellDesk extends ShellDesk {
  title = 'Below shell';
  protected getTools() {
    return [clock];
  }
}

export class ClockDesk extends Desk {
  title = 'Clock';
  protected getTools() {
    return [look, clock];
  }
}
