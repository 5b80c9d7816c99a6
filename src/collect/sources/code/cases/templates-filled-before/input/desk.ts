import { ChatPromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'gpt-4o-mini' });
const ROUTER = ChatPromptTemplate.fromMessages([
  ['system', 'You say whether a question needs the documents.'],
  ['human', '{query}'],
]);

export async function route(query: string) {
  const prompt = ROUTER;
  const filled = await prompt.invoke({ query });
  return model.invoke(filled.toString());
}
