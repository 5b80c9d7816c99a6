import { Agent, MCPServerStreamableHttp } from '@openai/agents';
import * as billing from './desks/billing';
import * as repairs from './desks/repairs';

const orders = new MCPServerStreamableHttp({ name: 'orders', url: 'https://orders.example.com/mcp' });
const parts = new MCPServerStreamableHttp({ name: 'parts', url: 'https://parts.example.com/mcp' });
const manager = new Agent({ name: 'manager', instructions: 'You decide.' });

export function front(city: string, night: boolean) {
  return Agent.create({
    name: 'front',
    instructions: 'You ask who is needed.',
    // Always billing; the others only sometimes.
    handoffs: [billing.create(), ...(night ? [] : [repairs.create(city)]), night ? manager : null],
    mcpServers: [orders, ...(night ? [parts] : [])],
  });
}
