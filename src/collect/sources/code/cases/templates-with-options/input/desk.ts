import { PromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'gpt-4.1' });

// The key is in all that is sent.
export async function keyed(question: string) {
  const prompt = new PromptTemplate({
    template: 'You help customers of the shop with the key {key}: {question}',
    inputVariables: ['question'],
    partialVariables: { key: 'sk-notreal-partial-1' },
  });
  return model.invoke(await prompt.format({ question }));
}

export async function fromText(question: string) {
  const prompt = PromptTemplate.fromTemplate('You help guests of the house with {key}: {question}', {
    partialVariables: { key: 'sk-notreal-partial-2' },
  });
  return model.invoke(await prompt.format({ question }));
}

// Mustache fills {{question}} and leaves ${key} as it stands.
export async function mustache(question: string) {
  const prompt = new PromptTemplate({
    template: 'You help callers of the shop with {{question}} and ${key} politely',
    templateFormat: 'mustache',
    inputVariables: ['question'],
  });
  return model.invoke(await prompt.format({ question, key: 'sk-notreal-mustache' }));
}

// What is spread behind the text may be another text; what is spread before it may be another form.
export async function replaced(question: string, overrides: Partial<{ template: string }>) {
  const prompt = new PromptTemplate({
    template: 'You help drivers of the shop with {question} politely',
    inputVariables: ['question'],
    ...overrides,
  });
  return model.invoke(await prompt.format({ question }));
}

export async function begun(question: string, defaults: object) {
  const prompt = new PromptTemplate({
    ...defaults,
    template: 'You help players of the shop with {question} politely',
    inputVariables: ['question'],
  });
  return model.invoke(await prompt.format({ question }));
}

const SHOP = { template: 'You help buyers of the shop with the key sk-notreal-spread and {question}' };

// One that is known replaces the text.
export async function sure(question: string) {
  const prompt = new PromptTemplate({
    template: 'You help writers of the shop with {question} politely',
    inputVariables: ['question'],
    ...SHOP,
  });
  return model.invoke(await prompt.format({ question }));
}

export async function asEver(question: string) {
  const prompt = new PromptTemplate({
    template: 'You help readers of the shop with {question} politely',
    templateFormat: 'f-string',
    inputVariables: ['question'],
  });
  return model.invoke(await prompt.format({ question }));
}
