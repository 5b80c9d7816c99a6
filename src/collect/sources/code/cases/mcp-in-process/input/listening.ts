import { createMCPClient } from '@ai-sdk/mcp';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import express from 'express';

const PORT = 3459;
const app = express();
app.listen(PORT);

// This program listens there itself.
export const own = await createMCPClient({
  transport: new StreamableHTTPClientTransport(new URL(`http://localhost:${PORT}/mcp`)),
});

// Who listens there is not known here.
export const other = await createMCPClient({
  transport: new StreamableHTTPClientTransport(new URL('http://localhost:4000/mcp')),
});
