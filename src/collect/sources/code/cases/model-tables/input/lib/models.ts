// What a user may choose from: ids as a gateway takes them.
export const chatModels = [
  { id: 'anthropic/claude-sonnet-4.5', name: 'Claude Sonnet 4.5', provider: 'anthropic' },
  { id: 'openai/gpt-4.1-mini', name: 'GPT-4.1 Mini', provider: 'openai' },
];

export const MODELS = { fast: 'gpt-4.1-nano', smart: 'gpt-4.1' };

// What models cost and hold says nothing of who uses them.
export const MODEL_PRICES = { cheap: 'gpt-4o-mini' };
export const contextWindows = [{ model: 'gpt-4o', contextWindow: 128000 }];
export const names = { first: 'gpt-4-turbo', second: 'not-a-model' };
