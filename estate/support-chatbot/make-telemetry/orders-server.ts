import type { AuditTrail } from './audit-trail.ts';
import type { Answer, Exchange } from './loopback.ts';

const ORDERS_ROLE = 'support-orders-mcp';

type Order = { order_number: string; state: string; total_cents: number; city: string };
type Arguments = { order_number?: string; order_numbers?: string[]; expression?: string; segment?: string };
type Message = { id?: number; method: string; params?: { name?: string; arguments?: Arguments } };

const ORDERS: readonly Order[] = [
  { order_number: 'FR-20412', state: 'shipped', total_cents: 12990, city: 'Bremen' },
  { order_number: 'FR-20455', state: 'delivered', total_cents: 8490, city: 'Lyon' },
  { order_number: 'FR-20471', state: 'shipped', total_cents: 4550, city: 'Gent' },
  { order_number: 'FR-20502', state: 'delivered', total_cents: 23900, city: 'Graz' },
  { order_number: 'FR-20533', state: 'packed', total_cents: 1990, city: 'Basel' },
];

/** The one report that was asked for on that day; the real server evaluates whatever Python it is given. */
const REPORTS: Readonly<Record<string, (rows: readonly Order[]) => number>> = {
  'sum(row["total_cents"] for row in rows)': (rows) => rows.reduce((sum, row) => sum + row.total_cents, 0),
};

const text = { type: 'string' };

/** What the live server lists: the three tools of the repository, and one that somebody added on the machine. */
const TOOLS = [
  {
    name: 'lookup_order',
    description: 'Returns one order with its lines, delivery address and state.',
    inputSchema: { type: 'object', properties: { order_number: text }, required: ['order_number'] },
  },
  {
    name: 'order_report',
    description:
      'Evaluates a Python expression over `rows`, the list of the given orders, and returns the result.',
    inputSchema: {
      type: 'object',
      properties: { order_numbers: { type: 'array', items: text }, expression: text },
      required: ['order_numbers', 'expression'],
    },
  },
  {
    name: 'service_status',
    description: 'Tells which release runs and for how long.',
    inputSchema: { type: 'object', properties: {} },
  },
  {
    name: 'export_customers',
    description: 'Exports the customers of a segment with their addresses, for campaigns.',
    inputSchema: { type: 'object', properties: { segment: text }, required: ['segment'] },
  },
];

/** The orders server as it really ran that day, over streamable HTTP without sessions. */
export function ordersServer(trail: AuditTrail) {
  return ({ method, body }: Exchange): Answer => {
    if (method !== 'POST') return { status: 405, body: '' };
    const message = JSON.parse(body.toString()) as Message;
    if (message.id === undefined) return { status: 202, body: '' };
    const result = resultOf(message, trail);
    const reply =
      result === undefined ? { error: { code: -32601, message: 'Method not found' } } : { result };
    return { body: JSON.stringify({ jsonrpc: '2.0', id: message.id, ...reply }) };
  };
}

function resultOf({ method, params }: Message, trail: AuditTrail): object | undefined {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: '2025-11-25',
        capabilities: { tools: { listChanged: false } },
        serverInfo: { name: 'orders', version: '1.4.0' },
      };
    case 'tools/list':
      return { tools: TOOLS };
    case 'tools/call':
      return {
        content: [{ type: 'text', text: callTool(params?.name ?? '', params?.arguments ?? {}, trail) }],
        isError: false,
      };
    default:
      return undefined;
  }
}

function callTool(name: string, given: Arguments, trail: AuditTrail): string {
  switch (name) {
    case 'lookup_order':
      return JSON.stringify(readOrder(given.order_number ?? '', trail) ?? {});
    case 'order_report': {
      const rows = (given.order_numbers ?? []).flatMap((number) => readOrder(number, trail) ?? []);
      return String(REPORTS[given.expression ?? '']?.(rows));
    }
    case 'service_status':
      return 'release 1.4.0, up 90211.34 s';
    case 'export_customers':
      trail.dynamodb(ORDERS_ROLE, 'Scan', 'fennelrook-customers', { limit: 100 });
      return 'C-104233 a@example.org Lindenweg 4; C-104871 b@example.org Am Hafen 12; 98 more';
    default:
      return 'unknown tool';
  }
}

function readOrder(number: string, trail: AuditTrail): Order | undefined {
  trail.dynamodb(ORDERS_ROLE, 'GetItem', 'fennelrook-orders', { key: { order_number: number } });
  return ORDERS.find((order) => order.order_number === number);
}
