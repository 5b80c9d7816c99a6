import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';
import { CHOSEN_MODELS } from './chosen';
import { SERVED_MODELS } from './served';

type ReasoningModel = (typeof VALID_REASONING_MODELS)[number];

// Asked for a name, and nothing is taken from it: no model is used by standing here.
const VALID_REASONING_MODELS = ['o1', 'o3-mini'] as const;
const JSON_MODELS: readonly string[] = ['gpt-4.1-mini'];

// An item is taken.
const FALLBACK_MODELS = ['gpt-4o', 'gpt-4o-mini'];
// Searched for a record that is then used.
const KNOWN_MODELS = [{ id: 'o4-mini', tier: 'fast' }];
// Shown to somebody who chooses from it.
const OFFERED_MODELS = ['gpt-4-turbo'];
// Given away under another name.
const KEPT_MODELS = ['gpt-4.1-nano'];
const others = KEPT_MODELS;

export function check(modelId: string, tier: string) {
  if (!VALID_REASONING_MODELS.includes(modelId as ReasoningModel))
    throw new Error(`use one of ${VALID_REASONING_MODELS.join(', ')}`);
  if (!FALLBACK_MODELS.includes(modelId)) return FALLBACK_MODELS[0];
  if (KEPT_MODELS.includes(modelId)) return others.at(-1);
  if (CHOSEN_MODELS.includes(modelId) || SERVED_MODELS.includes(modelId)) return modelId;
  return KNOWN_MODELS.find((one) => one.tier === tier)?.id;
}

export const takesJson = (id: string) => (JSON_MODELS as string[]).includes(id) || JSON_MODELS.indexOf(id) > 0;
export const options = OFFERED_MODELS.map((id) => ({ value: id, chosen: OFFERED_MODELS.includes(id) }));

export const ask = (id: string, prompt: string) => generateText({ model: openai(id), prompt });
