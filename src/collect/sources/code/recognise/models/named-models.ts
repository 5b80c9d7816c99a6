import type { Located } from '../../resolve/resolver.ts';
import { describeModel, parseModelName } from './model-names.ts';
import { addModel } from './models.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** Ids of Bedrock: a vendor before a dot, in front of it a region for profiles (AWS, "Supported foundation models"). */
const BEDROCK =
  /^((us|eu|apac|global|jp|au|us-gov)\.)?(amazon|anthropic|meta|mistral|cohere|ai21|deepseek|openai|qwen)\.[\w.-]+(:\d+)?$/;

/** Tags of Ollama tell the size of a model, or that it is whatever is newest (https://docs.ollama.com/api). */
const TAGGED = /^[a-z][a-z0-9._-]*:(latest|\d+(\.\d+)?b([.-][\w.-]+)?)$/i;

interface Named {
  readonly provider: string;
  readonly model: string;
}

/** A provider's alias, however its words are joined: `GroqModelName` and `TOGETHER_AI_MODELS` tell of one. */
function providerCalled({ catalog }: Recognition, vendor: string | null): string | null {
  if (vendor === null) return null;
  const joined = vendor.toLowerCase().replaceAll(/[-_]/g, '');
  for (const [alias, provider] of catalog.providerByAlias)
    if (alias.replaceAll(/[-_]/g, '') === joined) return provider.id;
  return null;
}

/** What a text may name, the surest first. */
function readings(recognition: Recognition, text: string, vendor: string | null): readonly Named[] {
  const own = parseModelName(recognition, text, text.includes('/') ? 'slash' : 'colon');
  const called = providerCalled(recognition, vendor);
  return [
    ...(own === null ? [] : [own]),
    ...(BEDROCK.test(text) ? [{ provider: 'amazon-bedrock', model: text }] : []),
    // Google names its models as resources too.
    ...(TAGGED.test(text) ? [{ provider: 'ollama', model: text }] : []),
    ...(called === null ? [] : [{ provider: called, model: text.replace(/^models\//, '') }]),
  ];
}

/**
 * A text alone proves nothing: it must be an id that the catalogue knows, of a provider that it knows.
 *
 * @param vendor What the name around the text says of whose it is; null where it says nothing.
 * @param isUsed Whether it goes to a model: asked last, and only of what the catalogue knows. A car has a model, too.
 */
export function addNamedModel(
  recognition: Recognition,
  text: string,
  at: Located,
  vendor: string | null,
  isUsed: () => boolean = () => true,
): void {
  const { models, providerByAlias } = recognition.catalog;
  const named = readings(recognition, text, vendor).find(
    ({ provider, model }) =>
      providerByAlias.has(provider) && 'family' in describeModel(models, provider, model),
  );
  if (named === undefined || !isUsed()) return;
  addModel(recognition, { ...named, baseUrl: null, at, ...(text.includes('/') ? { written: text } : {}) });
}
