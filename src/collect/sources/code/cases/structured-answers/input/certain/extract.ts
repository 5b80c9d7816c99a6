import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

const openai = new OpenAI();
const anthropic = new Anthropic();

const address = {
  type: 'function',
  function: { name: 'address', parameters: { type: 'object', properties: { street: { type: 'string' } } } },
} as const;

export async function addressIn(text: string) {
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [address],
    tool_choice: { type: 'function', function: { name: 'address' } },
  });
  const call = answer.choices[0]?.message.tool_calls?.[0];
  if (call === undefined) return null;
  return JSON.parse(call.function.arguments) as { street: string };
}

export const toneOf = async (text: string) => {
  const answer = await anthropic.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: text }],
    tools: [{ name: 'tone', input_schema: { type: 'object', properties: { tone: { type: 'string' } } } }],
    tool_choice: { type: 'tool', name: 'tone' },
  });
  const block = answer.content.find((one) => one.type === 'tool_use');
  return block.input;
};
