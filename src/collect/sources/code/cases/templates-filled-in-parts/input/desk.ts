import { PromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';

const llm = new ChatOpenAI({ model: 'gpt-4.1-mini' });

export async function filledInside(question: string) {
  const template = PromptTemplate.fromTemplate('You help the skaters of {pond} with the key {key}: {question}');
  const prompt = await template.partial({ pond: 'Heerenveen', key: 'sk-notreal-in-parts-8' });
  return llm.invoke(await prompt.format({ question }));
}

export async function pipedInside(question: string) {
  const template = PromptTemplate.fromTemplate('You help the rowers of {river} with the key {key}: {question}');
  const prompt = await template.partial({ river: 'Amstel', key: 'sk-notreal-in-parts-9' });
  return prompt.pipe(llm).invoke({ question });
}

export async function replacedInside(question: string) {
  const template = PromptTemplate.fromTemplate('You help the divers of {lake} with the key {key}: {question}');
  const prompt = await template.partial({ lake: 'Vinkeveen', key: 'sk-notreal-in-parts-10' });
  return llm.invoke(await prompt.format({ key: 'no key', question }));
}
