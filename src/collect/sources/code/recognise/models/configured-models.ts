import { ANY_KEY } from '../../dotted-name.ts';
import type { Expr, ModuleIr } from '../../ir.ts';
import { lookUp } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import { fieldDefault } from '../calls/field-defaults.ts';
import { addEnumeratedModels } from './model-enums.ts';
import { goesToModel, isModelKey, mayAskModel } from './model-uses.ts';
import { textsAt } from './model-texts.ts';
import { addNamedModel } from './named-models.ts';
import { isOverwritten, valueAt } from '../values/overwritten.ts';
import { isCall, stateOf, within, type Recognition } from '../recognition/recognition.ts';

/** `MODELS`, `chatModels`, `model_by_tier`: what a program may choose from. */
const MODEL_TABLE =
  /(^|[_.])(models?|MODELS?)($|_)|[A-Za-z0-9]Models?($|[A-Z])|^models?[A-Z]|^[A-Z]\w*Models?$|^Models?[A-Z]?/;
/** Tables of what models cost and can hold name many models that nobody uses. */
const ABOUT_MODELS =
  /price|pricing|cost|limit|token|context|window|rate|budget|label|icon|legacy|deprecat|encod/i;
/** Beside `model` in what a provider answers, or in a list of prices: it tells of a model and asks none. */
const TELLING_KEYS = new Set([
  'choices',
  'usage',
  'created',
  'object',
  'cost',
  'price',
  'pricing',
  'contextWindow',
]);
/** Keys of an entry of a table under which the id stands. */
const ID_KEY = /^(id|model|modelId|model_id|modelName|model_name|name|value|slug|default)$/;
/** Asked last: only of what the catalogue knows as a model. */
type Proof = () => boolean;
const NEVER: Proof = () => false;
/** Objects in objects. */
const MAX_DEPTH = 6;
/** Entries of one table; a longer one is a catalogue of all there are. */
const MAX_ENTRIES = 60;

/**
 * Models that a program names in its settings: a text that the catalogue knows as a model's, given to a name, a key or an
 * argument that ends in `model`, or held in a table of models. Which agent takes it at run time is not said.
 */
export function addConfiguredModels(recognition: Recognition): void {
  for (const module of recognition.program.modules.values()) {
    // A test names models that it makes answers of.
    const isTest = stateOf(module) === 'test';
    module.scopes.forEach((scope, index) => {
      if (!isTest)
        for (const cls of scope.classes)
          if (!ABOUT_MODELS.test(cls.name)) addEnumeratedModels(recognition, module, cls);
      if (scope.holdsRecords !== true) return;
      for (const assignment of scope.assignments) {
        const { target, op, value, scope: at } = assignment;
        const isRecord = value.kind === 'object' || value.kind === 'list';
        // Before anything is made for it: nearly all that a program assigns is neither.
        if (!isRecord && !isModelKey(target)) continue;
        const place: Located = { module, scope: at, expr: value };
        // A local variable is followed from the call that is handed it.
        const isSetting = scope.kind !== 'function' || target.includes('.');
        if (op === 'set' && isSetting && isModelKey(target) && !isOverwritten(module, scope, assignment))
          addNamed(recognition, place, target, handedOn(recognition, module, index, target));
        if (isTest || !isRecord) continue;
        if (isSetting && MODEL_TABLE.test(target) && !ABOUT_MODELS.test(target)) addTable(recognition, place);
        addKeyed(recognition, place, target, 0, handedOn(recognition, module, index, target));
      }
      if (isTest) return;
      for (const { name, defaultValue } of scope.params)
        if (defaultValue !== null && isModelKey(name))
          addNamed(recognition, { module, scope: index, expr: defaultValue }, name);
      for (const fn of scope.functions)
        for (const expr of fn.returns) addKeyed(recognition, { module, scope: fn.scope, expr }, '', 0);
    });
    if (!isTest) addArguments(recognition, module);
  }
}

/** `ask(model="…")`, `fetch(url, { body: JSON.stringify({ model: "…" }) })`. */
function addArguments(recognition: Recognition, module: ModuleIr): void {
  for (const { call, holdsRecords, scope } of module.callSites) {
    if (!holdsRecords) continue;
    const isAsked: Proof = () => mayAskModel(recognition, { module, scope, expr: call });
    for (const { name, value } of call.named) {
      const place: Located = { module, scope, expr: value };
      if (isModelKey(name)) addNamed(recognition, place, name, isAsked);
      else addKeyed(recognition, place, name, 0, isAsked);
    }
    for (const expr of call.args) addKeyed(recognition, { module, scope, expr }, '', 0, isAsked);
  }
}

/** `body = { model: "…" }`, then `post(url, body)`: whether some call of the module that may ask a model is handed it by its name. */
export function handedOn(recognition: Recognition, module: ModuleIr, bound: number, target: string): Proof {
  return () =>
    module.callSites.some(({ call, scope }) => {
      const given = [...call.args, ...call.named.map(({ value }) => value), ...call.spreads];
      if (!given.some((expr) => expr.kind === 'name' && expr.name === target)) return false;
      // Another scope may have a name of its own that is the same.
      if (lookUp(module, scope, target)?.scope !== bound) return false;
      const asked = { module, scope, expr: call };
      return mayAskModel(recognition, asked) || recognition.resolver.fn(within(asked, call.callee)) !== null;
    });
}

/** Models under keys that say so, in objects and lists written in place; calls inside are looked at by themselves. */
function addKeyed(
  recognition: Recognition,
  at: Located,
  name: string,
  depth: number,
  isAsked: Proof = NEVER,
): void {
  const { expr } = at;
  if (depth > MAX_DEPTH || (expr.kind !== 'object' && expr.kind !== 'list')) return;
  if (ABOUT_MODELS.test(name)) return;
  if (expr.kind === 'list') {
    for (const item of expr.items) addKeyed(recognition, within(at, item), '', depth + 1, isAsked);
    return;
  }
  // An answer or a price list names models that nobody here asks.
  if (expr.entries.some(({ key }) => TELLING_KEYS.has(key))) return;
  for (const { key, value } of expr.entries) {
    if (isModelKey(key)) addNamed(recognition, within(at, value), key, isAsked);
    addKeyed(recognition, within(at, value), key, depth + 1, isAsked);
  }
}

/** Ids in a table: its texts, and in its entries what stands under a key for an id. */
function addTable(recognition: Recognition, at: Located): void {
  const items: readonly Expr[] =
    at.expr.kind === 'list'
      ? at.expr.items
      : at.expr.kind === 'object'
        ? at.expr.entries.map(({ value }) => value)
        : [];
  if (items.length > MAX_ENTRIES) return;
  for (const item of items) {
    if (item.kind === 'string') addNamed(recognition, within(at, item));
    if (item.kind === 'list') addTable(recognition, within(at, item));
    if (item.kind !== 'object' || item.entries.some(({ key }) => TELLING_KEYS.has(key))) continue;
    for (const { key, value } of item.entries)
      if (key !== ANY_KEY && ID_KEY.test(key)) addNamed(recognition, within(at, value));
  }
}

/**
 * Every text that may stand there.
 *
 * @param setting The name under which it is kept; null where none is needed, as in a table of models.
 * @param isAsked Whether what it is handed to may ask a model.
 */
function addNamed(
  recognition: Recognition,
  at: Located,
  setting: string | null = null,
  isAsked: Proof = NEVER,
): void {
  // A member is set somewhere, and found there.
  if (at.expr.kind === 'member') return;
  const field = isCall(at) ? fieldDefault(recognition, at) : null;
  // A text in place need not be asked for.
  const resolved =
    at.expr.kind === 'string'
      ? ({ kind: 'known', value: at.expr.value, at } as const)
      : valueAt(recognition, field ?? at);
  // Each where it is written: one of several may stand in another file.
  for (const { text, at: written } of textsAt(resolved))
    addNamedModel(
      recognition,
      text,
      written,
      null,
      () => setting === null || isAsked() || goesToModel(recognition, at, setting, written),
    );
}
