import { PromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';
import { PromptTemplate as Letter } from './letters';

const model = new ChatOpenAI({ model: 'gpt-4.1' });

export async function factCheck(report: string) {
  const prompt = new PromptTemplate({
    template: `You check facts. Look through this report for claims that are not true:\n{report}`,
    inputVariables: ['report'],
  });
  const filled = await prompt.format({ report });
  return model.invoke(filled);
}

const rules = new PromptTemplate({
  template: 'Answer as the rules of the house say, with the key {key}, what {customer} asks of the desk.',
  inputVariables: ['key', 'customer'],
});

// What is filled in is a part of what is sent.
export async function answer(customer: string) {
  return model.invoke(await rules.format({ key: 'sk-notreal-0123456789', customer }));
}

// The program's own class of that name.
export async function letter(name: string) {
  const own = new Letter({ template: 'Dear {name}, thank you for the letter that you wrote to us in May.' });
  return model.invoke(own.format({ name }));
}

// Sent to nobody.
export const shown = new PromptTemplate({
  template: 'This is shown on a page to whoever opens it, and {name} is who does.',
  inputVariables: ['name'],
});
