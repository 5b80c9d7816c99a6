import OpenAI from 'openai';

const openai = new OpenAI();

const handlers: Record<string, (args: object) => unknown> = { ship: (args) => args };

export async function ship(text: string) {
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'ship_it', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'ship_it' } },
  });
  const call = answer.choices[0].message.tool_calls[0];
  return handlers[call.function.name](JSON.parse(call.function.arguments));
}

// The elements go to what runs something.
export async function each(text: string) {
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'each_of', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'each_of' } },
  });
  const found = JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
  found.items.forEach((one: object) => handlers.ship(one));
  return found;
}

// Another is forced than the one that is described.
export async function other(text: string) {
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'not_forced', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'somebody_else' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}

let last: unknown = null;

// Others read it there.
export async function outside(text: string) {
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'kept_outside', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'kept_outside' } },
  });
  last = answer;
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}
export const lastAnswer = () => last;

// What is merged in may choose otherwise.
export async function merged(text: string, options: object) {
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'merged_choice', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'merged_choice' } },
    ...options,
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}
