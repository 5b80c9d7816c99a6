import { execSync } from 'node:child_process';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const server = new McpServer({ name: 'desk', version: '1.0.0' });

class Read {
  constructor(private readonly command: string) {}
  get output(): string {
    return execSync(this.command).toString();
  }
}

class Base {
  constructor(command: string) {
    execSync(command);
  }
}

class Derived extends Base {}

class Named {
  constructor(private readonly text: string) {}
  get upper(): string {
    return this.text.toUpperCase();
  }
}

// Both run what the model says.
server.tool('read', { text: z.string() }, async ({ text }) => {
  return { content: [{ type: 'text', text: new Read(text).output }] };
});
server.tool('constructed', { text: z.string() }, async ({ text }) => {
  new Derived(text);
  return { content: [{ type: 'text', text: 'done' }] };
});

// It touches nothing.
server.tool('named', { text: z.string() }, async ({ text }) => {
  return { content: [{ type: 'text', text: new Named(text).upper }] };
});
