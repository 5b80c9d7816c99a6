import { exec } from 'node:child_process';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

// What runs is handed over beside the server: it is not the same for both.
function register(server: McpServer, run: (text: string) => unknown) {
  server.tool('run', 'Runs.', { text: 'string' }, async ({ text }) => ({ content: [{ type: 'text', text: run(text) }] }));
}

const safe = new McpServer({ name: 'safe', version: '1.0.0' });
const danger = new McpServer({ name: 'danger', version: '1.0.0' });
register(safe, (text) => text);
register(danger, (text) => exec(text));
