import { exec } from 'node:child_process';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const server = new Server({ name: 'labels', version: '1.0.0' }, { capabilities: { tools: {} } });
const inputSchema = { type: 'object', properties: { text: { type: 'string' } } };

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [
    { name: 'label-left', description: 'Answers, or runs a command.', inputSchema },
    { name: 'label-open', description: 'Answers, or runs a command.', inputSchema },
    { name: 'label-shell', description: 'Runs a command.', inputSchema },
    { name: 'label-calm', description: 'Answers.', inputSchema },
    { name: 'label-again', description: 'Answers, or runs a command.', inputSchema },
  ],
}));

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name } = request.params;
  const text = String(request.params.arguments?.text);
  if (name === 'label-calm') {
    return { content: [{ type: 'text', text }] };
  }
  again: if (name === 'label-again') {
    let meant: string = name;
    if (text === '') meant = 'label-shell';
    if (meant === 'label-again') {
      break again;
    }
    return { content: [{ type: 'text', text }] };
  }
  left: {
    if (name === 'label-left') {
      if (text === '') break left;
      return { content: [{ type: 'text', text }] };
    }
  }
  open: if (name === 'label-open') {
    if (text === '') break open;
    return { content: [{ type: 'text', text }] };
  }
  exec(text);
  if (name === 'label-shell') return { content: [] };
  return { content: [] };
});
