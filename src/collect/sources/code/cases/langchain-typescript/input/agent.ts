import { ChatAnthropic } from '@langchain/anthropic';
import { tool } from '@langchain/core/tools';
import { OpenAIEmbeddings } from '@langchain/openai';
import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { createReactAgent, ToolNode } from '@langchain/langgraph/prebuilt';
import { PineconeStore } from '@langchain/pinecone';
import { Pinecone } from '@pinecone-database/pinecone';
import { createAgent } from 'langchain';
import * as fs from 'node:fs/promises';
import * as z from 'zod';

const index = new Pinecone({ apiKey: process.env.PINECONE_API_KEY! }).index('products');

const findProduct = tool(
  async ({ query }) => {
    const store = await PineconeStore.fromExistingIndex(new OpenAIEmbeddings({ model: 'text-embedding-3-large' }), { pineconeIndex: index, indexName: 'products' });
    return store.similaritySearch(query, 3);
  },
  { name: 'find_product', description: 'Finds products.', schema: z.object({ query: z.string() }) },
);

const readFile = tool(async ({ path }: { path: string }) => fs.readFile(path, 'utf8'), {
  name: 'read_file',
  description: 'Reads a file.',
  schema: z.object({ path: z.string() }),
});

const model = new ChatAnthropic({ model: 'claude-opus-4-6', temperature: 0 });
const tools = [findProduct, readFile];

export const shop = createReactAgent({ llm: model, tools, prompt: 'You sell things.', name: 'shop' });
export const quick = createAgent({ model: 'openai:gpt-4o-mini', tools: [findProduct], systemPrompt: 'Be quick.' });

const bound = model.bindTools(tools);
const callModel = async (state: typeof MessagesAnnotation.State) => ({ messages: [await bound.invoke(state.messages)] });

export const flow = new StateGraph(MessagesAnnotation)
  .addNode('agent', callModel)
  .addNode('tools', new ToolNode(tools))
  .addEdge('__start__', 'agent')
  .compile();
