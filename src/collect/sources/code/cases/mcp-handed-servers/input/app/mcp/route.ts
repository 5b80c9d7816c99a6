import { createMcpHandler } from 'mcp-handler';
import { registerWeather } from '../../src/weather';

const handler = createMcpHandler(
  // Without a type: by its place alone.
  (server) => {
    server.tool('add', 'Adds two numbers.', {}, async () => ({ content: [] }));
    registerWeather(server);
  },
  { serverInfo: { name: 'desk', version: '1.0.0' }, instructions: 'Ask it for sums.' },
  { basePath: '/api' },
);

export { handler as GET, handler as POST };
