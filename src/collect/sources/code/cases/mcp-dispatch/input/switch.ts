import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const server = new Server({ name: 'switch', version: '1.0.0' }, { capabilities: { tools: {} } });
const text = { type: 'object', properties: { text: { type: 'string' } } };
enum Names {
  Shell = 'shell',
}

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [
    { name: Names.Shell, description: 'Runs a command.', inputSchema: text },
    { name: 'echo', description: 'Answers.', inputSchema: text },
    { name: 'say', description: 'Answers.', inputSchema: text },
    { name: 'read', description: 'Reads a note.', inputSchema: text },
  ],
}));

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  switch (request.params.name) {
    case Names.Shell: {
      const out = execSync(String(request.params.arguments?.text));
      return { content: [{ type: 'text', text: out.toString() }] };
    }
    case 'echo':
    case 'say':
      return { content: [{ type: 'text', text: String(request.params.arguments?.text) }] };
    case 'read':
      return { content: [{ type: 'text', text: readFileSync('/srv/note.txt', 'utf8') }] };
    default:
      throw new Error('no such tool');
  }
});
