import { globalId, type NodeId } from '#model';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { passedFor } from '../calls/callers.ts';
import { argument, textArgument, textsOf } from '../calls/arguments.ts';
import { fieldDefault } from '../calls/field-defaults.ts';
import type { ProviderFile } from '../catalog/provider-schema.ts';
import { chainSteps } from '../calls/chains.ts';
import {
  calledSymbol,
  isCall,
  stateOf,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { valueAt } from '../values/overwritten.ts';
import { handedClient } from './handed-client.ts';
import { describeModel, MODEL_NAME, parseModelName, type ModelForm } from './model-names.ts';
import { defaultOfRead, isAlwaysPassed, isWhole, textsOwn, textsPassed } from './model-texts.ts';

/** One model as an agent uses it; `baseUrl` where it is reached elsewhere than at its provider. */
export interface ModelReference {
  readonly provider: string;
  readonly model: string;
  readonly baseUrl: string | null;
  /** The id as the program writes it, where its provider is a part of it: `google/gemini-2.5-pro` at a gateway. */
  readonly written?: string;
  readonly at: Located;
}

/** The models that can stand in one place. */
export interface ModelReferences {
  readonly models: readonly ModelReference[];
  /** Every model that can stand here is in `models`. */
  readonly complete: boolean;
  /** Calls that make the model or its provider: where a key is handed over. */
  readonly makers: readonly LocatedCall[];
}

const NONE: ModelReferences = { models: [], complete: false, makers: [] };

/** Wrappers, maps and parameters in each other. */
const MAX_DEPTH = 6;

/** Complete only where every part is, and there is one. */
function join(parts: readonly ModelReferences[]): ModelReferences {
  return {
    models: parts.flatMap((part) => part.models),
    complete: parts.length > 0 && parts.every((part) => part.complete),
    makers: parts.flatMap((part) => part.makers),
  };
}

/** A bare id needs the provider from its surroundings; every other form brings its own. */
function fromText(
  recognition: Recognition,
  at: Located,
  text: string,
  form: ModelForm,
  context: { readonly provider: string | null; readonly baseUrl: string | null },
): ModelReference | null {
  if (form === 'id' || context.provider !== null)
    return context.provider === null || !MODEL_NAME.test(text)
      ? null
      : { provider: context.provider, model: text, baseUrl: context.baseUrl, at };
  const parsed = parseModelName(recognition, text, form);
  if (parsed === null) return null;
  const written = form !== 'colon' && text.includes('/') ? { written: text } : {};
  return { ...parsed, ...written, baseUrl: context.baseUrl, at };
}

/** Models that a name in an argument may stand for. */
function named(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[],
  form: ModelForm,
  context: { readonly provider: string | null; readonly baseUrl: string | null },
): ModelReferences {
  const given = argument(recognition, call, paths);
  // The key is handed over even where the model is the SDK's default.
  if (given.kind !== 'given') return { ...NONE, makers: [call] };
  const resolved = valueAt(recognition, given.at);
  const models = textsOwn(recognition, resolved, given.at).flatMap(({ text, at }) => {
    // Written in another file, the id is that file's.
    const place = at.module === call.module ? call : at;
    const reference = fromText(recognition, place, text, form, context);
    return reference === null ? [] : [reference];
  });
  return { models, complete: models.length > 0 && isWhole(resolved), makers: [call] };
}

/**
 * Models whose name is handed to the function that makes them: `make("gpt-4o")` for `ChatOpenAI(model=name)`. Who asks which of
 * them is not said: one function makes them all.
 */
export function modelsPassed(recognition: Recognition, call: LocatedCall): readonly ModelReference[] {
  const entry = recognition.catalog.modelCalls.get(calledSymbol(recognition, call)?.symbol ?? '');
  const given = entry === undefined ? null : argument(recognition, call, entry.row.model);
  if (entry === undefined || given?.kind !== 'given') return [];
  const resolved = valueAt(recognition, given.at);
  const options = resolved.kind === 'either' ? resolved.options : [resolved];
  const parameters = options.filter(({ kind }) => kind === 'parameter');
  const context = { provider: entry.row.form === 'id' ? entry.provider.id : null, baseUrl: null };
  return parameters
    .flatMap((parameter) => textsPassed(recognition, parameter))
    .flatMap(({ text, at }) => fromText(recognition, at, text, entry.row.form, context) ?? []);
}

/** `openai('id')`, `openai.chat('id')`, `createOpenAI({…})('id')`, `gateway.languageModel('vendor/id')`. */
function fromInstance(recognition: Recognition, call: LocatedCall, symbol: string): ModelReferences | null {
  // With and without the method: `openai.chat` is made by `openai`.
  const base = [symbol, symbol.replace(/\.\w+$/, '')].find((name) => recognition.catalog.instances.has(name));
  const entry = base === undefined ? undefined : recognition.catalog.instances.get(base);
  if (entry === undefined) return null;
  const made = recognition.resolver.symbol(within(call, call.expr.callee))?.origin ?? null;
  const maker = made !== null && isCall(made) ? made : null;
  const baseUrl = maker === null ? null : textArgument(recognition, maker, ['0.baseURL', '0.baseUrl']);
  const { form } = entry.row;
  const provider = form === 'id' ? entry.provider.id : null;
  const found = named(recognition, call, ['0'], form, { provider, baseUrl });
  return maker === null ? found : { ...found, makers: [...found.makers, maker] };
}

/** `ChatOpenAI(model="…", base_url=…)`: the class names the provider, unless an argument does. */
function fromConstructor(
  recognition: Recognition,
  call: LocatedCall,
  entry: { provider: ProviderFile; row: ProviderFile['models'][number] },
): ModelReferences {
  const { provider, row } = entry;
  const baseUrl = textArgument(recognition, call, row.baseUrl);
  const said = textArgument(recognition, call, row.provider);
  const vendor = said === null ? null : (recognition.catalog.providerByAlias.get(said)?.id ?? said);
  const context = { provider: vendor ?? (row.form === 'id' ? provider.id : null), baseUrl };
  const found = named(recognition, call, row.model, row.form, context);
  return { ...found, makers: [...found.makers, ...handedClient(recognition, call, row.client)] };
}

/** `customProvider({ languageModels: { chat: openai('x') } }).languageModel('chat')`. */
function fromMap(
  recognition: Recognition,
  call: LocatedCall,
  symbol: string,
  depth: number,
): ModelReferences | null {
  // The map is made by a call, and asked by a method of what it gives back.
  const cut = symbol.lastIndexOf('().');
  if (cut < 0) return null;
  const entry = recognition.catalog.maps.get(symbol.slice(0, cut));
  if (entry === undefined || !entry.methods.includes(symbol.slice(cut + 3))) return null;
  const made = recognition.resolver.symbol(within(call, call.expr.callee))?.origin ?? null;
  if (made === null || !isCall(made)) return NONE;
  const models = argument(recognition, made, entry.entries);
  const object = models.kind === 'given' ? recognition.resolver.object(models.at) : null;
  const key = textArgument(recognition, call, ['0']);
  if (object === null || key === null) return NONE;
  const model = object.entries.get(key);
  return model === undefined ? NONE : modelsOf(recognition, model, 'slash', depth + 1);
}

/** A model that is left open where it is made, and named by `.with_config({ model })`. */
function configuredModel(
  recognition: Recognition,
  call: LocatedCall,
  form: ModelForm,
  depth: number,
): ModelReferences | null {
  const model = argument(recognition, call, ['0.model', '0.configurable.model', 'configurable.model']);
  if (model.kind !== 'given') return null;
  const found = modelsOf(recognition, model.at, form, depth + 1);
  return found.models.length > 0 ? found : null;
}

/** What a call makes, or gives back: tried from the surest form to the loosest. */
function fromCall(
  recognition: Recognition,
  call: LocatedCall,
  form: ModelForm,
  depth: number,
): ModelReferences {
  const steps = depth > MAX_DEPTH ? null : chainSteps(recognition, call);
  if (steps !== null) {
    const asked = steps.map((step) => modelsOf(recognition, step, form, depth + 1));
    return join(asked.filter(({ models, makers }) => models.length > 0 || makers.length > 0));
  }
  const called = calledSymbol(recognition, call);
  const { callee } = call.expr;
  // `model.with_retry()` and its kin give the same model back.
  if (callee.kind === 'member' && recognition.catalog.sameModel.has(callee.property)) {
    const configured = configuredModel(recognition, call, form, depth);
    if (configured !== null) return configured;
    const inner = modelsOf(recognition, within(call, callee.object), form, depth + 1);
    if (inner.models.length > 0 || inner.makers.length > 0) return inner;
  }
  if (called === null) return NONE;
  const { catalog } = recognition;
  const constructor = catalog.modelCalls.get(called.symbol);
  if (constructor !== undefined) return fromConstructor(recognition, call, constructor);
  const wrapper = catalog.wrappers.get(called.symbol);
  if (wrapper !== undefined) {
    const inner = argument(recognition, call, wrapper.model);
    return inner.kind === 'given' ? modelsOf(recognition, inner.at, form, depth + 1) : NONE;
  }
  const registry = catalog.registries.get(called.symbol.replace(/\(\)\.\w+$/, ''));
  if (registry !== undefined)
    return named(recognition, call, ['0'], 'colon', { provider: null, baseUrl: null });
  return (
    fromMap(recognition, call, called.symbol, depth) ?? fromInstance(recognition, call, called.symbol) ?? NONE
  );
}

/**
 * The models that an expression stands for.
 *
 * @param form How the framework reads a bare text in this place.
 */
export function modelsOf(recognition: Recognition, at: Located, form: ModelForm, depth = 0): ModelReferences {
  if (depth > MAX_DEPTH) return NONE;
  if (isCall(at)) {
    const direct = fromCall(recognition, at, form, depth);
    if (direct.models.length > 0 || direct.makers.length > 0) return direct;
    // `make(id, false)` of `isDeep ? deepModel(id) : id`: only what this call comes to.
    const handed = recognition.resolver.handedOver(at);
    if (handed !== null)
      return recognition.resolver.assuming(handed, () => fromValue(recognition, at, form, depth));
  }
  return fromValue(recognition, at, form, depth);
}

/** What an expression is, once names have been followed. */
function fromValue(recognition: Recognition, at: Located, form: ModelForm, depth: number): ModelReferences {
  const found = fromResolved(recognition, valueAt(recognition, at), at, form, depth);
  const left = found.models.length > 0 ? null : defaultOfRead(at);
  const context = { provider: null, baseUrl: null };
  const reference = left === null ? null : fromText(recognition, at, left, form, context);
  // What is read may be another.
  return reference === null ? found : { ...found, models: [reference], complete: false };
}

/** What a value stands for, once names have been followed. */
function fromResolved(
  recognition: Recognition,
  resolved: Resolved,
  at: Located,
  form: ModelForm,
  depth: number,
): ModelReferences {
  switch (resolved.kind) {
    case 'known':
    case 'env':
    case 'text': {
      const models = textsOf(resolved).flatMap((text) => {
        const found = fromText(recognition, resolved.at, text, form, { provider: null, baseUrl: null });
        return found === null ? [] : [found];
      });
      return { models, complete: models.length > 0, makers: [] };
    }
    case 'parameter': {
      const given = passedFor(recognition, resolved);
      const passed = given.map((one) => modelsOf(recognition, one, form, depth + 1));
      // A caller that was not seen may pass another model, so this is never complete.
      const fallback =
        resolved.default === null || isAlwaysPassed(recognition, resolved, given)
          ? []
          : [fromResolved(recognition, resolved.default, at, form, depth + 1)];
      return { ...join([...passed, ...fallback]), complete: false };
    }
    case 'either':
      return join(resolved.options.map((option) => fromResolved(recognition, option, at, form, depth + 1)));
    case 'definition':
    case 'package': {
      const made = resolved.kind === 'package' ? (resolved.symbol.origin ?? resolved.at) : resolved.at;
      if (!isCall(made)) return NONE;
      const field = fieldDefault(recognition, made);
      if (field !== null) return { ...modelsOf(recognition, field, form, depth + 1), complete: false };
      return made.expr === at.expr ? NONE : fromCall(recognition, made, form, depth + 1);
    }
    case 'unresolved':
      return NONE;
    default:
      return resolved satisfies never;
  }
}

/** One node a provider and id, whoever uses it and through which gateway: models join across targets. */
export function addModel(recognition: Recognition, reference: ModelReference): NodeId {
  const { provider, model, written, baseUrl, at } = reference;
  return recognition.sink.node({
    id: globalId('model', provider, model),
    kind: 'model',
    name: written ?? model,
    state: stateOf(at.module),
    attributes: {
      ...describeModel(recognition.catalog.models, provider, model),
      ...(baseUrl === null ? {} : { baseUrl: recognition.inspector.redact(baseUrl) }),
    },
    evidence: [recognition.sink.evidence(at)],
  });
}
