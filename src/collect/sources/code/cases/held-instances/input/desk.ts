import { exec } from 'node:child_process';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { Pool } from 'pg';
import { z } from 'zod';

const server = new McpServer({ name: 'desk', version: '1.0.0' });
const asked = { id: z.string(), text: z.string() };

class Session {
  run(command: string) {
    return exec(command);
  }
}

class Sessions {
  private open = new Map<string, Session>();
  find(id: string) {
    return this.open.get(id);
  }
}

const sessions = new Map<string, Session>();
const pools = new Map<string, Pool>();
const all: Session[] = [];
all.push(new Session());
const held = new Sessions();
const names = new Map([['a', 'b']]);

// None of these is known to touch nothing: what was put in runs it.
server.tool('under-a-name', asked, async ({ id, text }) => {
  const session = sessions.get(id);
  if (!session) throw new Error('none');
  return { content: [{ type: 'text', text: String(session.run(text)) }] };
});
server.tool('at-once', asked, async ({ id, text }) => {
  return { content: [{ type: 'text', text: JSON.stringify(await pools.get(id)!.query(text)) }] };
});
server.tool('found', asked, async ({ text }) => {
  return { content: [{ type: 'text', text: String(all.find((one) => one)!.run(text)) }] };
});
server.tool('by-another', asked, async ({ id, text }) => {
  return { content: [{ type: 'text', text: String(held.find(id)!.run(text)) }] };
});
server.tool('promised', asked, async ({ text }) => {
  return { content: [{ type: 'text', text: String((await Promise.resolve(new Session())).run(text)) }] };
});

// And these touch nothing, whatever is in it.
server.tool('container', asked, async ({ id }) => {
  names.set(id, 'c');
  return { content: [{ type: 'text', text: names.get(id)!.trim() + [...names.keys()].join() }] };
});
server.tool('data', asked, async ({ text }) => {
  const words = Array.from(new Set(text.split(' ')));
  return { content: [{ type: 'text', text: words.sort().join(' ').toUpperCase() }] };
});
