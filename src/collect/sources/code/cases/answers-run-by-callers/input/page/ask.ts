import OpenAI from 'openai';

const client = new OpenAI();

// A page calls it.
export async function shown(text: string) {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [{ type: 'function', function: { name: 'page_order', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'page_order' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments);
}
