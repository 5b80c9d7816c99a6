import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

// What it registers hangs on what else it is handed: neither list is known whole.
function fill(server: McpServer, isInside: boolean) {
  if (isInside) server.tool('wipe', 'Deletes all.', {}, async () => ({ content: [] }));
  server.tool('hi', 'Greets.', {}, async () => ({ content: [] }));
}

const open = new McpServer({ name: 'for everyone', version: '1.0.0' });
const inside = new McpServer({ name: 'for the house', version: '1.0.0' });
fill(open, false);
fill(inside, true);
