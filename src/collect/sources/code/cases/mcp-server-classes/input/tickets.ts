import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import * as z from 'zod';

/** Says itself what it is. */
export class TicketServer extends McpServer {
  constructor() {
    super({ name: 'tickets', version: '1.0.0' });
    this.setup();
  }

  private setup(): void {
    this.registerTool('open', { description: 'Opens a ticket.', inputSchema: { subject: z.string() } }, open);
    this.tool('close', 'Closes a ticket.', { ticket: z.string() }, async ({ ticket }) => ({
      content: [{ type: 'text', text: ticket }],
    }));
  }
}

async function open({ subject }: { subject: string }) {
  return { content: [{ type: 'text' as const, text: subject }] };
}

/** Keeps a server in a field, and registers on it in its methods. */
export class Bills {
  private readonly server: McpServer;

  constructor() {
    this.server = new McpServer({ name: 'bills', version: '1.0.0' });
    this.register();
  }

  private register(): void {
    this.server.registerTool('pay', { description: 'Pays a bill.', inputSchema: { bill: z.string() } }, pay);
  }

  async start(): Promise<void> {
    await this.server.connect(new StdioServerTransport());
  }
}

async function pay({ bill }: { bill: string }) {
  return { content: [{ type: 'text' as const, text: bill }] };
}

const tickets = new TicketServer();
await tickets.connect(new StdioServerTransport());
await new Bills().start();
