import { expect, it } from 'vitest';
import { providerNames } from './provider-names.ts';
import { readShipped } from './testing/telemetry-target.ts';

const { askedNames, idOf } = providerNames(readShipped);

it.each([
  { provider: 'openai', answered: 'gpt-4o-2024-08-06', asked: ['gpt-4o'] },
  { provider: 'openai', answered: 'gpt-4o-mini-2024-07-18', asked: ['gpt-4o-mini'] },
  { provider: 'openai', answered: 'gpt-4o-mini', asked: [] },
  { provider: 'openai', answered: 'gpt-4-0613', asked: [] },
  {
    provider: 'anthropic',
    answered: 'claude-3-7-sonnet-20250219',
    asked: ['claude-3-7-sonnet', 'claude-3-7-sonnet-latest'],
  },
  { provider: 'mistral', answered: 'mistral-large-2411', asked: ['mistral-large-latest'] },
  { provider: 'ollama', answered: 'llama-2024-08-06', asked: [] },
  { provider: 'openai', answered: '-2024-08-06', asked: [] },
])('takes $answered of $provider for an answer to $asked', ({ provider, answered, asked }) => {
  expect(askedNames(provider, answered)).toEqual(asked);
});

it('calls a provider by its catalogue id, whatever interface stands behind a dot', () => {
  expect([idOf('mistral.chat'), idOf('AZ.AI.OpenAI'), idOf('nobody')]).toEqual([
    'mistral',
    'azure-openai',
    'nobody',
  ]);
});
