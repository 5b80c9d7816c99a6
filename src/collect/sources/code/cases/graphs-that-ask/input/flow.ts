import { ChatOpenAI } from '@langchain/openai';
import { entrypoint } from '@langchain/langgraph';

export const reply = entrypoint({ name: 'reply' }, async (input: string) => {
  const model = new ChatOpenAI({ model: 'gpt-4.1' });
  return model.invoke(input);
});

export const double = entrypoint('double', async (input: number) => input * 2);
