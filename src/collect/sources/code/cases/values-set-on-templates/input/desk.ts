import { PromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'gpt-4.1-mini' });
const DOOR = new PromptTemplate({
  template: 'You open the door of the hall with {key}.',
  inputVariables: [],
  partialVariables: { key: 'none' },
});
const HATCH = new PromptTemplate({
  template: 'You open the hatch of the roof with {key}.',
  inputVariables: [],
  partialVariables: { key: 'none' },
});
DOOR.partialVariables.key = 'sk-notreal-set-10';
Object.assign(HATCH.partialVariables, { key: 'sk-notreal-set-11' });

export async function ask() {
  return [await model.invoke(await DOOR.format({})), await model.invoke(await HATCH.format({}))];
}
