import type { Located } from '../resolve/resolver.ts';
import { textsOf } from './arguments.ts';
import { describeModel, parseModelName } from './model-names.ts';
import { addModel, fieldDefault } from './models.ts';
import { isCall, type Recognition } from './recognition.ts';

/** `research_model`, `settings.writerModel`, `DEFAULT_MODEL`. */
const MODEL_KEY = /(^|[_.])(model|MODEL)$|[a-z0-9]Model$/;

/**
 * Models that a program names in its settings: a text that the catalogue knows as a model's, given to a name that ends in
 * `model`. Which agent takes it at run time is not said.
 */
export function addConfiguredModels(recognition: Recognition): void {
  for (const module of recognition.program.modules.values())
    for (const scope of module.scopes)
      for (const { target, op, value, scope: at } of scope.assignments) {
        // A local variable is followed from the call that is handed it.
        const isSetting = scope.kind !== 'function' || target.includes('.');
        if (op === 'set' && isSetting && MODEL_KEY.test(target))
          addNamed(recognition, { module, scope: at, expr: value });
      }
}

function addNamed(recognition: Recognition, at: Located): void {
  const field = isCall(at) ? fieldDefault(recognition, at) : null;
  const resolved = recognition.resolver.value(field ?? at);
  for (const text of textsOf(resolved)) {
    const named = parseModelName(recognition, text, 'colon');
    if (named === null) continue;
    const { models, providerByAlias } = recognition.catalog;
    const isKnown =
      providerByAlias.has(named.provider) && 'family' in describeModel(models, named.provider, named.model);
    if (isKnown) addModel(recognition, { ...named, baseUrl: null, at: resolved.at });
  }
}
