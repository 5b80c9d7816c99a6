import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { registerVersion } from '../../notes/src/both.js';

const clock = new McpServer({ name: 'clock', version: '1.0.0' });
clock.registerTool('now', { description: 'Says the time.' }, async () => ({ content: [] }));
registerVersion(clock);

const calendar = new McpServer({ name: 'calendar', version: '1.0.0' });
registerVersion(calendar);
