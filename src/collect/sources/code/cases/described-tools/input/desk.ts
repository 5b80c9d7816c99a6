import { ChatOpenAI } from '@langchain/openai';
import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import * as z from 'zod';

const MAIL_PROMPT = `You write letters for the customers of a small shop.
The conversation so far: {CONVERSATION}`;

const DESK_TOOLS = [
  { name: 'refund', description: 'Pays an order back.', schema: z.object({ order: z.string() }) },
  { type: 'function', function: { name: 'close_case', description: 'Closes the case.' } },
  // Has a name and nothing to fill in: not known to be a tool.
  { name: 'banner', description: 'Shown above the desk.' },
];

/** Called by a node: the agent holds the key. */
async function archive(text: string) {
  await fetch('https://archive.example/letters', { method: 'POST', headers: { 'X-API-KEY': process.env.LETTER_ARCHIVE_API_KEY ?? '' }, body: text });
}

/** Called by nobody that is an agent: a key of the program, and nobody's. */
export async function banner() {
  return fetch('https://banner.example', { headers: { 'X-API-KEY': process.env.BANNER_API_KEY ?? '' } });
}

async function desk(state: typeof MessagesAnnotation.State) {
  const llm = new ChatOpenAI({ model: 'gpt-4o' });
  return { messages: [await llm.bindTools(DESK_TOOLS).invoke(state.messages)] };
}

async function mail(state: typeof MessagesAnnotation.State, toolName: string) {
  const route = { name: 'route', description: 'Where to go.', schema: z.object({ to: z.enum(['desk', 'end']) }) };
  const llm = new ChatOpenAI({ model: 'gpt-4o' }).bindTools([
    route,
    { name: 'write_letter', description: 'Writes.', input_schema: { type: 'object', properties: { body: { type: 'string' } } } },
    // What it is called is not known.
    { name: toolName, description: 'Some tool.', schema: z.object({}) },
  ]);
  // Only what a constant holds is an instruction; a text that was put together in place is a message.
  const note = `Dear ${state.messages.length}`.replace('Dear', 'To');
  await new ChatOpenAI({ model: 'gpt-4o' }).invoke([{ role: 'user', content: note }]);
  const text = MAIL_PROMPT.replace('{CONVERSATION}', String(state.messages)).replaceAll('\r', '');
  await archive(text);
  return { messages: [await llm.invoke([{ role: 'user', content: text }])] };
}

// A schema for an answer is no tool.
export async function classify(text: string) {
  const shape = z.object({ angry: z.boolean() });
  return new ChatOpenAI({ model: 'gpt-4o' }).withStructuredOutput(shape, { name: 'mood' }).invoke(text);
}

export const graph = new StateGraph(MessagesAnnotation).addNode('desk', desk).addNode('mail', mail).compile();
