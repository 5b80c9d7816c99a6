import type { CallExpr, Expr } from '../../ir.ts';
import { anyOf } from '../../lower/any-of.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { passedFor } from '../calls/callers.ts';
import { isPure } from '../harmless/calls.ts';
import { knownCalls } from '../calls/known-calls.ts';
import { importsLibrary } from '../catalog/libraries.ts';
import {
  calledSymbol,
  isCall,
  stateOf,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** `research_model`, `settings.writerModel`, `DEFAULT_MODEL`, `modelId`, `model_name`. */
const MODEL_KEY = /(^|[_.])(model|MODEL)(_?(id|ID|name|NAME)|Id|Name)?$|[A-Za-z0-9]Model(Id|Name)?$/;
/** Names that anything may have: only where its holder was not followed does such a name prove a use. */
const ANY_MODEL = /^(model|model_?(id|name))$/i;
/** Calls that write a request's body, or put arguments together for another call. */
const WRITES_BODY = /^(globalThis#JSON\.stringify|json\.dumps|builtins\.dict)$/;
/** Calls in calls, values in values. */
const MAX_DEPTH = 6;
/** A program that names more is generated. */
const MAX_LEAVES = 20_000;

/** What goes to a model's client somewhere in the program, in the place of a model's name. */
interface ModelUses {
  /** Texts, by the expression that writes them. */
  readonly texts: ReadonlySet<Expr>;
  /** Last names of what was not followed to a text: `model` of `config.model`, where nobody knows what config is. */
  readonly names: ReadonlySet<string>;
}

const NONE: readonly Expr[] = [];
const found = new WeakMap<Recognition, ModelUses>();

/** Asked of every name and key of a program: most of them are told by a look for four letters. */
export function isModelKey(name: string): boolean {
  return (name.includes('odel') || name.includes('ODEL')) && MODEL_KEY.test(name);
}

/** The name that a reader asks by: `model` of `settings.model`. */
function lastName(target: string): string {
  return target.split('.').at(-1) ?? target;
}

/** Follows what stands in the place of a model to the texts that it may be. */
class UseSearch {
  readonly texts = new Set<Expr>();
  readonly names = new Set<string>();
  readonly #recognition: Recognition;
  readonly #seen = new Set<Expr>();
  #left = MAX_LEAVES;

  constructor(recognition: Recognition) {
    this.#recognition = recognition;
  }

  leaf(at: Located, depth: number): void {
    const { expr } = at;
    if (depth > MAX_DEPTH || this.#seen.has(expr) || --this.#left < 0) return;
    this.#seen.add(expr);
    this.texts.add(expr);
    switch (expr.kind) {
      case 'name':
        if (!ANY_MODEL.test(expr.name)) this.names.add(expr.name);
        break;
      case 'member':
        if (!ANY_MODEL.test(expr.property)) this.names.add(expr.property);
        break;
      case 'index':
        this.leaf(within(at, expr.object), depth + 1);
        break;
      case 'template':
        for (const part of expr.parts) if (typeof part !== 'string') this.leaf(within(at, part), depth + 1);
        return;
      case 'either':
        for (const option of expr.options) this.leaf(within(at, option), depth + 1);
        return;
      case 'object':
        for (const { value } of expr.entries) this.leaf(within(at, value), depth + 1);
        for (const spread of expr.spreads) this.leaf(within(at, spread), depth + 1);
        return;
      case 'list':
        for (const item of [...expr.items, ...expr.spreads]) this.leaf(within(at, item), depth + 1);
        return;
      case 'call':
        break;
      default:
        return;
    }
    this.#resolved(this.#recognition.resolver.value(at), at, depth);
  }

  #resolved(value: Resolved, asked: Located, depth: number): void {
    switch (value.kind) {
      case 'known':
      case 'env':
        this.texts.add(value.at.expr);
        return;
      case 'text':
        for (const part of value.parts) if (typeof part !== 'string') this.#resolved(part, asked, depth + 1);
        return;
      case 'either':
        for (const option of value.options) this.#resolved(option, asked, depth + 1);
        return;
      case 'parameter':
        this.#parameter(value, asked, depth);
        return;
      case 'definition':
        this.#definition(value.at, depth);
        return;
      case 'package':
      case 'unresolved':
        this.#open(asked.expr);
        return;
      default:
        return value satisfies never;
    }
  }

  /** What callers pass; who asks for a member of it may be handed anything that has one. */
  #parameter(value: Resolved & { kind: 'parameter' }, asked: Located, depth: number): void {
    if (value.default !== null) this.#resolved(value.default, asked, depth + 1);
    const callers = passedFor(this.#recognition, value);
    for (const passed of callers) this.leaf(passed, depth + 1);
    const member = value.path.at(-1);
    if (member !== undefined && callers.length === 0) this.names.add(member);
  }

  /** What a call is handed may come out of it: `value_of(settings.writer_model)`. */
  #definition(at: Located, depth: number): void {
    if (!isCall(at)) {
      this.leaf(at, depth + 1);
      return;
    }
    const { args, named, spreads, callee } = at.expr;
    this.texts.add(at.expr);
    for (const given of [...args, ...named.map(({ value }) => value), ...spreads])
      this.leaf(within(at, given), depth + 1);
    if (callee.kind === 'member') this.leaf(within(at, anyOf(callee.object)), depth + 1);
  }

  /** A member of what was not followed: any holder of such a member may be meant. */
  #open(expr: Expr): void {
    if (expr.kind === 'name') this.names.add(expr.name);
    if (expr.kind === 'member') this.names.add(expr.property);
    if (expr.kind === 'index' && expr.index.kind === 'string') this.names.add(expr.index.value);
  }
}

/** Whether a call may hand what is called `model` to a model: not a class of the program that only holds it, nor a log. */
export function mayAskModel(recognition: Recognition, call: LocatedCall): boolean {
  const callee = within(call, call.expr.callee);
  const called = calledSymbol(recognition, call);
  if (called !== null) {
    if (WRITES_BODY.test(called.symbol)) return true;
    const sinks = recognition.catalog.sinks.get(called.symbol);
    return !isPure(recognition, called.symbol) && sinks?.some(({ store }) => store !== undefined) !== true;
  }
  return recognition.resolver.cls(callee) === null && recognition.resolver.fn(callee) === null;
}

/** A text in place goes where it stands, and is found there; only what has to be followed is asked about. */
function isFollowed({ kind }: Expr): boolean {
  return kind === 'name' || kind === 'member' || kind === 'index' || kind === 'call' || kind === 'either';
}

/** What stands under the name of a model in a call: as an argument, or in an object that it is handed. */
function underModelKey({ named, args }: CallExpr): readonly Expr[] {
  let found: Expr[] | null = null;
  for (const { name, value } of named) if (isModelKey(name) && isFollowed(value)) (found ??= []).push(value);
  for (const arg of args) {
    if (arg.kind !== 'object') continue;
    for (const { key, value } of arg.entries)
      if (isModelKey(key) && isFollowed(value)) (found ??= []).push(value);
  }
  return found ?? NONE;
}

/** What calls of the program hand over under the name of a model, and what calls of the catalogue that make one are handed. */
function search(recognition: Recognition): ModelUses {
  const uses = new UseSearch(recognition);
  const { modelCalls, instances, wrappers } = recognition.catalog;
  for (const { call, symbol } of knownCalls(recognition)) {
    const makes =
      modelCalls.has(symbol) ||
      wrappers.has(symbol) ||
      instances.has(symbol) ||
      instances.has(symbol.replace(/\.\w+$/, ''));
    if (!makes) continue;
    for (const given of [...call.expr.args, ...call.expr.spreads])
      if (isFollowed(given)) uses.leaf(within(call, given), 0);
  }
  for (const module of recognition.program.modules.values()) {
    // What tests hand over stands in for what is real.
    if (stateOf(module) === 'test') continue;
    for (const { call: expr, holdsRecords, scope } of module.callSites) {
      if (!holdsRecords) continue;
      const keyed = underModelKey(expr);
      if (keyed.length === 0 || !mayAskModel(recognition, { module, scope, expr })) continue;
      for (const value of keyed) uses.leaf({ module, scope, expr: value }, 0);
    }
  }
  return uses;
}

/**
 * Whether what is named a model goes to a model's client, as far as it can be seen: the text itself, or something of that
 * name that was not followed. A name that says more than `model`, beside an import of a library that asks models, is enough.
 *
 * @param name Of the setting: the last part is what its readers ask for.
 */
export function goesToModel(recognition: Recognition, at: Located, name: string, text: Located): boolean {
  const last = lastName(name);
  if (!ANY_MODEL.test(last) && importsLibrary(recognition.catalog, at.module)) return true;
  let uses = found.get(recognition);
  if (uses === undefined) found.set(recognition, (uses = search(recognition)));
  return uses.texts.has(at.expr) || uses.texts.has(text.expr) || uses.names.has(last);
}
