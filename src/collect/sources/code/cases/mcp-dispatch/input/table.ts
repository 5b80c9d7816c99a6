import { execSync } from 'node:child_process';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

type Given = Record<string, string>;

const text = { type: 'object', properties: { text: { type: 'string' } } };

const handlers: Record<string, (given: Given) => string> = {
  shell: (given) => execSync(given['text'] ?? '').toString(),
  echo: (given) => given['text'] ?? '',
};

/** Its handlers are methods of a class, and one is bound. */
class Table {
  private readonly server = new Server({ name: 'table', version: '1.0.0' }, { capabilities: { tools: {} } });

  constructor() {
    this.server.setRequestHandler(ListToolsRequestSchema, async () => ({
      tools: [
        { name: 'shell', description: 'Runs a command.', inputSchema: text },
        { name: 'echo', description: 'Answers.', inputSchema: text },
        { name: 'dated', description: 'Says the date.', inputSchema: text },
      ],
    }));
    this.server.setRequestHandler(CallToolRequestSchema, logged(this.call.bind(this)));
  }

  private async call(request: { params: { name: string; arguments?: Given } }) {
    const { name, arguments: given = {} } = request.params;
    if (name === 'dated') return { content: [{ type: 'text', text: new Date().toISOString() }] };
    const handler = handlers[name];
    if (handler === undefined) throw new Error('no such tool');
    return { content: [{ type: 'text', text: handler(given) }] };
  }
}

function logged(inner: (request: never) => Promise<unknown>) {
  return async (request: never) => {
    console.error('called');
    return inner(request);
  };
}

export const table = new Table();
