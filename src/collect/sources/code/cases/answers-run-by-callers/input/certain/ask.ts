import OpenAI from 'openai';

const client = new OpenAI();

const schema = {
  type: 'function',
  function: { name: 'address_lines', parameters: { type: 'object' } },
} as const;

// Read and printed by those who call it; not all of that was followed, so that it stays a tool.
export const linesIn = async (text: string) => {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    tools: [schema],
    tool_choice: { type: 'function', function: { name: 'address_lines' } },
  });
  return JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments) as { lines: string[] };
};

export async function firstLine(text: string) {
  const { lines } = await linesIn(text);
  return lines[0];
}
