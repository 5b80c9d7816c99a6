import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog.ts';
import { describeModel, parseModelName } from './model-names.ts';

const catalog = await loadCatalog();

describe('what the catalogue knows of a model', () => {
  it.each([
    [
      'openai',
      'gpt-4o-2024-08-06',
      { family: 'gpt-4o', version: '2024-08-06', pinned: true, deprecatedAt: '2026-10-14' },
    ],
    ['openai', 'gpt-4o', { family: 'gpt-4o', version: null, pinned: false }],
    ['openai', 'gpt-4-0613', { family: 'gpt-4', version: '0613', pinned: true, deprecatedAt: '2026-10-23' }],
    ['openai', 'gpt-4-turbo', { family: 'gpt-4-turbo', pinned: false }],
    [
      'anthropic',
      'claude-sonnet-4-20250514',
      { family: 'claude-sonnet-4', version: '20250514', deprecatedAt: '2026-04-14' },
    ],
    ['anthropic', 'claude-opus-4-6', { pinned: true, version: null, deprecatedAt: undefined }],
    ['anthropic', 'claude-3-5-sonnet-latest', { pinned: false, version: null }],
    [
      'amazon-bedrock',
      'us.anthropic.claude-sonnet-4-20250514-v1:0',
      { family: 'claude-sonnet-4', version: '20250514', deprecatedAt: undefined },
    ],
    ['mistral', 'mistral-large-latest', { pinned: false, version: null }],
    ['mistral', 'mistral-small-2506', { pinned: true, version: '2506' }],
    ['groq', 'llama-3.3-70b-versatile', { family: 'llama-3.3', pinned: undefined, version: undefined }],
    ['azure-openai', 'our-deployment', { family: undefined, pinned: undefined }],
  ] as const)('%s %s', (provider, model, expected) => {
    const found: Record<string, unknown> = describeModel(catalog.models, provider, model);
    expect(found['provider']).toBe(provider);
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key]]))).toEqual(expected);
  });
});

describe('a model written as one text', () => {
  it.each([
    ['slash', 'openai/gpt-4o', { provider: 'openai', model: 'gpt-4o' }],
    ['slash', 'xai/grok-4', { provider: 'xai', model: 'grok-4' }],
    ['slash', 'gpt-4o', null],
    ['slash', 'Write a poem / now', null],
    ['colon', 'anthropic:claude-opus-4-6', { provider: 'anthropic', model: 'claude-opus-4-6' }],
    ['colon', 'google_genai:gemini-2.5-pro', { provider: 'google', model: 'gemini-2.5-pro' }],
    ['colon', 'gpt-4o', { provider: 'openai', model: 'gpt-4o' }],
    ['colon', 'our-own-model', null],
    ['openai-agents', 'gpt-4.1', { provider: 'openai', model: 'gpt-4.1' }],
    [
      'openai-agents',
      'litellm/anthropic/claude-opus-4-6',
      { provider: 'anthropic', model: 'claude-opus-4-6' },
    ],
  ] as const)('read as %s: %s', (form, text, expected) => {
    expect(parseModelName({ catalog }, text, form)).toEqual(expected);
  });
});
