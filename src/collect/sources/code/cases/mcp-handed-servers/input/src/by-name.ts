import { createMcpHandler } from '@vercel/mcp-adapter';
import { prepare } from './elsewhere';
import { fillIn } from 'a-package-of-tools';

async function fill(server, notes) {
  server.registerTool('list', { description: 'Lists what there is.' }, async () => ({ content: [] }));
  // The second one is no server.
  notes.tool('note', 'Not offered.', {}, async () => ({ content: [] }));
  await prepare(server, notes);
}

export const named = createMcpHandler(fill, { serverInfo: { name: 'lists', version: '1.0.0' } });
// What it is handed to is in no file of the program: it may have any tools.
export const unknown = createMcpHandler(fillIn, { serverInfo: { name: 'filled elsewhere', version: '1.0.0' } });
