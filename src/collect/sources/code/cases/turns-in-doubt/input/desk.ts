import { Agent, tool } from '@openai/agents';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { load } from './elsewhere';

const lookUp = tool({ name: 'look_up', parameters: {}, execute: async () => 'found' });
const sendMail = tool({ name: 'send_mail', parameters: {}, execute: async () => 'sent' });

interface Options {
  mail?: boolean;
}

function toolsFor({ mail = false }: Options = {}) {
  const tools = [lookUp];
  if (mail) tools.push(sendMail);
  return tools;
}

function byPlace(mail = true) {
  const tools = [lookUp];
  if (mail) tools.push(sendMail);
  return tools;
}

const options: Options = {};
if (process.env.MAIL) options.mail = true;

// An object that has a name may have been filled since.
export const filled = new Agent({ name: 'filled', tools: toolsFor(options) });
export const inPlace = new Agent({ name: 'in-place', tools: toolsFor({}) });
// `undefined` takes the default.
export const withDefault = new Agent({ name: 'with-default', tools: byPlace(undefined) });

const server = new McpServer({ name: 'desk', version: '1' });
const table = [{ name: 'first' }];
table.splice(0, 0, ...load());
for (const { name } of table) server.registerTool(name, {}, async () => ({ content: [] }));

// Each turn has a function of its own.
const rows = [
  { name: 'weather', run: async () => fetch('https://weather.example.com') },
  { name: 'stocks', run: async () => fetch('https://stocks.example.com') },
];
for (const row of rows) server.registerTool(row.name, {}, async () => row.run());
