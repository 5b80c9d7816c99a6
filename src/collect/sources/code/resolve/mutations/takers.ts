import { ANY_KEY, anyElement, dottedName } from '../../dotted-name.ts';
import type { CallExpr, Expr, ModuleIr, Parameter, Scope } from '../../ir.ts';
import { enclosingClass, lookUp } from '../bindings.ts';
import type { EntityFollower } from '../entity.ts';
import type { CallsNamed, Located } from '../resolver.ts';
import { changedParameters } from './changed-parameters.ts';
import { functionsNamed } from './named-functions.ts';
import { partsOf } from './scope-mutations.ts';

export type Follower = Pick<EntityFollower, 'modules' | 'index' | 'submodule'>;

/** A parameter of a function that changes what it takes, or hands it on to one that does. */
export interface Taker {
  readonly module: ModuleIr;
  /** Scope of the function. */
  readonly scope: number;
  readonly param: string;
}

/** A call that hands a value to a function which changes it, as far as its name says. */
export interface Handing {
  readonly module: ModuleIr;
  readonly scope: number;
  readonly call: CallExpr;
  /** Key under which the value stands in an object that is written as the argument. */
  readonly part: string | null;
  readonly to: Taker;
}

/**
 * Whether the call runs that function: asked of the few that hand over what is asked for. A method of anything but the own object
 * is any method of that name.
 */
export function isMeant(follower: Follower, { module, scope, call, to }: Handing): boolean {
  const [first] = call.args;
  if (first?.kind === 'function' && first.fn.scope === to.scope) return true;
  const functions = functionsNamed(follower, module, scope, call.callee);
  if (functions.length === 0 && call.callee.kind === 'member') return isMethod(to);
  return functions.some((one) => one.module === to.module && one.fn.scope === to.scope);
}

function isMethod({ module: { scopes }, scope }: Taker): boolean {
  const { parent = null } = scopes[scope] ?? {};
  return parent !== null && scopes[parent]?.kind === 'class';
}

/** By what is handed over, as it is written: `options`, `self.options`, `all.*`. */
export type Handings = ReadonlyMap<ModuleIr, ReadonlyMap<string, readonly Handing[]>>;

/** Functions that hand on what they are handed, one after the other. */
const MAX_HOPS = 3;
/** Calls by one name: what is called more often is a library's. */
const MAX_CALLS = 300;
/** Methods that hand each element of a list to a function. */
const EACH = /^(forEach|map|flatMap)$/;

/** Its callers do not pass it. */
function isReceiver(name: string | undefined): boolean {
  return name === 'self' || name === 'cls';
}

/** All calls of the program that by their names hand something to a function which changes it, or hands it on to one that does. */
export function findHandings(follower: Follower, callsNamed: CallsNamed): Handings {
  return new HandingSearch(follower, callsNamed).find();
}

class HandingSearch {
  private readonly follower: Follower;
  private readonly callsNamed: CallsNamed;
  private readonly found = new Map<ModuleIr, Map<string, Handing[]>>();
  private readonly takers = new Map<ModuleIr, Map<number, Set<string>>>();
  /** Of the present round: by the name under which the function is called. */
  private round = new Map<string, Taker[]>();

  constructor(follower: Follower, callsNamed: CallsNamed) {
    this.follower = follower;
    this.callsNamed = callsNamed;
  }

  // From the functions that change what they take outwards: a call inside of one that hands on makes it another of them.
  find(): Handings {
    for (const module of this.follower.modules.values()) if (module.takers.length > 0) this.findFirst(module);
    for (let hop = 0; hop < MAX_HOPS && this.round.size > 0; hop++) {
      const { round } = this;
      this.round = new Map();
      for (const [name, takers] of round)
        for (const call of this.callsNamed(name).slice(0, MAX_CALLS)) this.findHanding(call, takers);
    }
    return this.found;
  }

  private findFirst(module: ModuleIr): void {
    let hasCallback = false;
    for (const scope of module.takers) {
      hasCallback ||= module.scopes[scope]?.symbol === null;
      for (const param of changedParameters(module, scope)?.keys() ?? [])
        this.addTaker({ module, scope, param });
    }
    if (hasCallback) this.findCallbacks(module);
  }

  private addTaker(taker: Taker): void {
    const { module, scope, param } = taker;
    let ofModule = this.takers.get(module);
    if (ofModule === undefined) this.takers.set(module, (ofModule = new Map<number, Set<string>>()));
    let params = ofModule.get(scope);
    if (params === undefined) ofModule.set(scope, (params = new Set()));
    if (params.has(param)) return;
    params.add(param);
    const path = module.scopes[scope]?.symbol?.split('.') ?? [];
    const last = path.at(-1);
    // A constructor is called by the name of its class.
    const name = last === '__init__' || last === 'constructor' ? path.at(-2) : last;
    if (name !== undefined) this.round.set(name, [...(this.round.get(name) ?? []), taker]);
  }

  /** `all.forEach((one) => { one.bucket = … })`: each element is handed to it. */
  private findCallbacks(module: ModuleIr): void {
    for (const { name, call, scope } of module.callSites) {
      const [callback] = call.args;
      if (callback?.kind !== 'function' || name === null || !EACH.test(name)) continue;
      const [param] = callback.fn.params;
      const list = call.callee.kind === 'member' ? dottedName(call.callee.object) : null;
      if (param === undefined || list === null || !module.takers.includes(callback.fn.scope)) continue;
      const to: Taker = { module, scope: callback.fn.scope, param: param.name };
      this.add(`${anyElement(list)}.${ANY_KEY}`, { module, scope, call, part: null, to });
    }
  }

  private findHanding(call: Located & { readonly expr: CallExpr }, takers: readonly Taker[]): void {
    const handed = takers.flatMap((to) => {
      const passed = passedFor(call.expr, to.module.scopes[to.scope]?.params ?? [], to.param);
      return passed === undefined || !mayHold(passed) || !mayCall(call, to) ? [] : [{ passed, to }];
    });
    const { module, scope, expr } = call;
    for (const { passed, to } of handed) {
      const handing = { module, scope, call: expr, to };
      if (passed.kind !== 'object') this.hand(passed, { ...handing, part: null });
      else for (const [key, part] of partsOf(passed)) this.hand(part, { ...handing, part: key });
    }
  }

  private hand(value: Expr, handing: Handing): void {
    const name = mayHold(value) ? dottedName(value) : null;
    if (name === null) return;
    this.add(anyElement(name), handing);
    const owner = parameterOf(handing.module, handing.scope, name);
    if (owner !== null && isMeant(this.follower, handing)) this.addTaker(owner);
  }

  private add(name: string, handing: Handing): void {
    let byName = this.found.get(handing.module);
    if (byName === undefined) this.found.set(handing.module, (byName = new Map<string, Handing[]>()));
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [handing]);
    else known.push(handing);
  }
}

/** By its name alone, before any name is looked up: what a module calls by a plain name stands in it, or is imported. */
function mayCall({ module, expr }: Located & { readonly expr: CallExpr }, to: Taker): boolean {
  const { callee } = expr;
  if (callee.kind !== 'name' || module === to.module) return true;
  return module.imports.some(({ local }) => local === callee.name || local === '*');
}

/** What may be filled: no text, and nothing that a call makes for this call alone. */
function mayHold({ kind }: Expr): boolean {
  return kind === 'name' || kind === 'member' || kind === 'index' || kind === 'object';
}

/** What a call passes for a parameter; a rest takes in what has no name of its own. */
export function passedFor(
  { args, named }: CallExpr,
  params: readonly Parameter[],
  name: string,
): Expr | undefined {
  const place = params.findIndex((param) => param.name === name);
  if (params[place]?.isRest === true) return undefined;
  return named.find((one) => one.name === name)?.value ?? args[place - (isReceiver(params[0]?.name) ? 1 : 0)];
}

/** The parameter that a name or a part of it is, also by another name in its function; null for everything else. */
function parameterOf(module: ModuleIr, from: number, dotted: string): Taker | null {
  const [root = ''] = dotted.split('.');
  for (let at: number | null = from; at !== null;) {
    const scope: Scope | undefined = module.scopes[at];
    if (scope === undefined) return null;
    const isOwn = (name: string | undefined): boolean => scope.params.some((param) => param.name === name);
    if (isOwn(root)) return { module, scope: at, param: root };
    at = scope.parent;
  }
  return null;
}

/** Scope that binds the first of dotted names; of fields that of their class. */
export function boundIn(module: ModuleIr, from: number, name: string): number | undefined {
  const [root = ''] = name.split('.');
  return (root === 'self' ? enclosingClass(module, from) : lookUp(module, from, root))?.scope;
}
