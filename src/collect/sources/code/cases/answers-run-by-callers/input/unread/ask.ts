import OpenAI from 'openai';

const client = new OpenAI();

// Called in a file that names no library.
export async function decide(text: string) {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'refund_order', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'refund_order' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}

// What runs it stands in a file that names no library, whoever calls it.
export async function cancelled(text: string) {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'cancel_order', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'cancel_order' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}

// Passed on under another name.
async function moved(text: string) {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'move_order', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'move_order' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}
export { moved as move };
