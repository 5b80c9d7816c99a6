import { openai } from '@ai-sdk/openai';
import { togetherai } from '@ai-sdk/togetherai';

const DEEP = process.env.DEEP_MODEL || 'o4-mini';

function deepModel(id: string) {
  if (id.startsWith('o')) return id;
  return DEEP;
}

// Which model is meant, by what the call says.
export const pick = (id: string, isDeep: boolean = false) => {
  const modelId = isDeep ? deepModel(id) : id;
  const model = modelId === 'deepseek-ai/DeepSeek-R1' ? togetherai(modelId) : openai(modelId);
  return model;
};

// Set again on the way: what it is in the end is not known.
export const vary = (id: string) => {
  let modelId = id;
  if (Date.now() % 2 === 0) modelId = 'deepseek-ai/DeepSeek-R1';
  return modelId === 'deepseek-ai/DeepSeek-R1' ? togetherai(modelId) : openai(modelId);
};
