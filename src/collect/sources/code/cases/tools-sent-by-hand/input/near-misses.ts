import OpenAI from 'openai';

const openai = new OpenAI();

export async function shop(messages: never[]) {
  const tools = [{ type: 'function', function: { name: 'hammer', parameters: {} } }];
  return fetch('https://shop.example.com/v1/tools', { method: 'POST', body: JSON.stringify({ messages, tools }) });
}

// A function of the program's own by that name.
async function fetchOwn(url: string, options: object) {
  return { url, options };
}
export const own = (messages: never[]) =>
  fetchOwn('https://api.openai.com/v1/chat/completions', {
    body: JSON.stringify({ messages, tools: [{ type: 'function', function: { name: 'saw', parameters: {} } }] }),
  });

// Files are uploaded, and no tools.
export const uploaded = (name: string) =>
  fetch('https://api.openai.com/v1/files', { method: 'POST', body: JSON.stringify({ name }) });

export const plain = (messages: never[]) => openai.chat.completions.create({ model: 'gpt-4o', messages });
