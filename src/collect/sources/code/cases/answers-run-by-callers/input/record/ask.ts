import { exec } from 'node:child_process';
import OpenAI from 'openai';

const client = new OpenAI();

// Kept under the name of the tool.
const handlers: Record<string, (order: { sql: string }) => void> = {
  save_order: (order) => {
    exec(order.sql);
  },
};

async function order(text: string) {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'save_order', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'save_order' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}

export async function main(text: string) {
  const kind = text.split(' ')[0];
  handlers[kind](await order(text));
}

// Under the name as this language writes it, and nobody here calls it.
export const actions = { dropOrder: (order: { sql: string }) => exec(order.sql) };

export async function drop(text: string) {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'drop_order', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'drop_order' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}

// Taken apart by whoever calls it.
export async function parts(text: string) {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'order_parts', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'order_parts' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}

export async function runParts(text: string) {
  const { command, rest: [next] } = await parts(text);
  exec(command);
  exec(next);
}

export async function awaited(text: string) {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'order_awaited', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'order_awaited' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}

export const runAwaited = (text: string) => awaited(text).then((found) => exec(found.sql));
