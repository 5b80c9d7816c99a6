import type { ModelFile } from '../catalog/catalog-schema.ts';
import { type Recognition } from '../recognition/recognition.ts';

/**
 * How a framework reads a bare text: see catalog-schema.ts; `openai-agents` is OpenAI's unless a prefix says
 * otherwise.
 */
export type ModelForm = 'id' | 'slash' | 'colon' | 'openai-agents';

/** A model's name has no spaces or quotes and is short; everything else is some other text. */
export const MODEL_NAME = /^[\w@~][\w.:/@+-]{0,199}$/;

/** The first that fits, in the order of the catalogue. */
function familyOf(file: ModelFile, model: string): string | null {
  return file.families.find((family) => model.startsWith(family)) ?? null;
}

/** Regional and vendor prefixes and the revision that Bedrock adds to a vendor's own id. */
function vendorId(model: string): string {
  return model
    .replace(/^(us|eu|apac|global|jp|au|us-gov)\./, '')
    .replace(/^(anthropic|meta|mistral|cohere|ai21|deepseek|openai)\./, '')
    .replace(/-v\d+(:\d+)?$/, '');
}

/** Files for any provider say nothing of whose model it is. */
function providerOfFamily(recognition: Pick<Recognition, 'catalog'>, model: string): string | null {
  const file = recognition.catalog.models.find(
    (candidate) => candidate.provider !== 'any' && familyOf(candidate, model) !== null,
  );
  return file?.provider ?? null;
}

/** Provider and id of a model that is written as one text; null where the text names no provider that is known. */
export function parseModelName(
  recognition: Pick<Recognition, 'catalog'>,
  text: string,
  form: ModelForm,
): { readonly provider: string; readonly model: string } | null {
  if (!MODEL_NAME.test(text)) return null;
  const named = (separator: string): { provider: string; model: string } | null => {
    const cut = text.indexOf(separator);
    if (cut < 1) return null;
    const vendor = text.slice(0, cut);
    return {
      provider: recognition.catalog.providerByAlias.get(vendor)?.id ?? vendor,
      model: text.slice(cut + 1),
    };
  };
  switch (form) {
    // The provider stands elsewhere, so the text alone names none.
    case 'id':
      return null;
    case 'slash':
      return named('/');
    case 'colon': {
      const family = providerOfFamily(recognition, text);
      return named(':') ?? (family === null ? null : { provider: family, model: text });
    }
    case 'openai-agents': {
      if (!text.includes('/')) return { provider: 'openai', model: text };
      return parseModelName(recognition, text.replace(/^(litellm|any-llm)\//, ''), 'slash');
    }
    default:
      return form satisfies never;
  }
}

/** The part of the id that pins it; null where it names whatever is newest. */
function versionOf(file: ModelFile, model: string): string | null {
  return file.pinned === undefined ? null : (new RegExp(file.pinned).exec(model)?.[1] ?? null);
}

/** Family, version and end of life of a model, from the catalogue; what it does not know stays unsaid. */
export function describeModel(models: readonly ModelFile[], provider: string, model: string) {
  const id = vendorId(model);
  // Its provider's file first; else a platform sells another vendor's model under its own id.
  const own = models.find((file) => file.provider === provider);
  const file =
    own !== undefined && familyOf(own, id) !== null
      ? own
      : models.find((candidate) => familyOf(candidate, id) !== null);
  const family = file === undefined ? null : familyOf(file, id);
  const known = { provider, ...(family === null ? {} : { family }) };
  if (file?.pinned === undefined) return known;
  const version = versionOf(file, id);
  const pinned = version !== null || file.alsoPinned.some((pattern) => new RegExp(pattern).test(id));
  // The vendor's notice binds its own API alone: partner platforms set dates of their own.
  const notice = file === own ? file.deprecated.find((entry) => entry.ids.includes(id)) : undefined;
  return {
    ...known,
    version,
    pinned,
    ...(notice === undefined
      ? {}
      : { deprecatedAt: notice.announced ?? notice.shutdown, retiresAt: notice.shutdown }),
  };
}
