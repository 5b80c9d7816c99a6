import { ChatPromptTemplate, PromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'gpt-4.1-mini' });
const LETTERS = PromptTemplate.fromTemplate('You answer those who send a letter with {key}: {question}');
const PARCELS = ChatPromptTemplate.fromMessages([
  ['system', 'You answer those who send a parcel with {key}.'],
  ['human', '{question}'],
]);
const CARDS = PromptTemplate.fromTemplate('You answer those who send a card with {key}: {question}');

export async function letters(question: string) {
  return LETTERS.pipe(model).invoke({ key: 'sk-notreal-asked-14', question });
}

export async function parcels(question: string) {
  const key = 'sk-notreal-asked-15';
  const chain = PARCELS.pipe(model);
  return chain.invoke({ key, question });
}

export async function cards(key: string, question: string) {
  return CARDS.pipe(model).invoke({ key, question });
}
