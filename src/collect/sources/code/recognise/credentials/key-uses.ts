import type { Assignment, CallSite, ModuleIr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { passedFor } from '../calls/callers.ts';
import { defaultKeys } from '../catalog/default-keys.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { environmentReads } from './environment-reads.ts';

/** Arguments and settings that take a key, whatever takes them. */
const KEY_ARGUMENT =
  /^(?:\w*_)?api_?(?:key|token)$|[a-z]Api(?:Key|Token)$|^(?:access|auth|bearer)(?:_t|T)oken$/i;
/** Those that take a key where a package is handed them; functions of the program take tokens of every kind. */
const TOKEN_ARGUMENT = /^(?:token|key|auth)$/;
const HEADER = /^(?:authorization|apikey|x-[\w-]*(?:key|token|auth|secret)[\w-]*|(?:\w+-)+(?:key|token))$/i;
/** The end of what stands in an address before a key. */
const QUERY = /[?&](?:\w*[_-])?(?:api_?key|key|token|appid|access_token)=$/i;
/** Methods that take a name and a value: `headers.set("x-api-key", key)`. */
const SETTERS: ReadonlySet<string> = new Set(['set', 'append', 'setHeader', 'add_header']);
/** Packages whose tokens are of people who sign in, or of the program's own making. */
const SIGN_IN = /jwt|jose|auth|passport|session|cookie|csrf|oauth/i;
const MAX_DEPTH = 4;

/** Where a key is handed over: to a client of an AI service or store; to anything under a key's name; or in a request. */
type KeyUse = 'client' | 'argument' | 'request';

/** Names of variables that a value is made of, and that of a member, which may be a variable's in a schema of settings. */
function namesIn(recognition: Recognition, at: Located): readonly string[] {
  const { expr } = at;
  if (expr.kind === 'either') return expr.options.flatMap((one) => namesIn(recognition, within(at, one)));
  if (expr.kind === 'template')
    return expr.parts.flatMap((one) =>
      typeof one === 'string' ? [] : namesIn(recognition, within(at, one)),
    );
  const resolved = recognition.resolver.value(at);
  const own = expr.kind === 'member' ? [expr.property] : [];
  return [...own, ...readIn(resolved), ...passedIn(recognition, resolved)];
}

function readIn(resolved: Resolved): readonly string[] {
  if (resolved.kind === 'parameter') return resolved.default === null ? [] : readIn(resolved.default);
  return environmentReads(resolved).map(({ name }) => name);
}

/** What callers pass for a parameter: one function far. */
function passedIn(recognition: Recognition, resolved: Resolved): readonly string[] {
  const parameters = resolved.kind === 'either' ? resolved.options : [resolved];
  return parameters.flatMap((one) =>
    one.kind !== 'parameter'
      ? []
      : passedFor(recognition, one).flatMap((passed) => readIn(recognition.resolver.value(passed))),
  );
}

/** Goes through what stands at one place of a module, and says of each key which variables it is made of. */
class KeySearch {
  readonly #recognition: Recognition;
  readonly #found: (name: string, use: KeyUse) => void;

  constructor(recognition: Recognition, found: (name: string, use: KeyUse) => void) {
    this.#recognition = recognition;
    this.#found = found;
  }

  call(module: ModuleIr, { call, name, scope, holdsRecords }: CallSite): void {
    const at: LocatedCall = { module, scope, expr: call };
    for (const arg of call.args) if (arg.kind === 'template') this.#address(within(at, arg));
    const [key, value] = call.args;
    if (name !== null && SETTERS.has(name) && key?.kind === 'string' && value !== undefined)
      if (HEADER.test(key.value) || QUERY.test(`?${key.value}=`)) this.#use(within(at, value), 'request');
    if (!holdsRecords) return;
    for (const { name: named, value: given } of call.named) this.#keyed(named, within(at, given), at, 0);
    for (const arg of call.args) if (arg.kind === 'object') this.#record(within(at, arg), at, 0);
  }

  /** `headers = { Authorization: … }`, `headers["X-Api-Key"] = …`, `url = `…?key=${…}``. */
  assignment(module: ModuleIr, { target, value, scope }: Assignment): void {
    const at: Located = { module, scope, expr: value };
    const last = target.slice(target.lastIndexOf('.') + 1);
    if (last !== target && HEADER.test(last)) this.#use(at, 'request');
    if (value.kind === 'object') this.#record(at, null, 0);
    else if (value.kind === 'template') this.#address(at);
  }

  #record(at: Located, call: LocatedCall | null, depth: number): void {
    if (at.expr.kind !== 'object' || depth > MAX_DEPTH) return;
    for (const { key, value } of at.expr.entries) this.#keyed(key, within(at, value), call, depth + 1);
  }

  #keyed(key: string, at: Located, call: LocatedCall | null, depth: number): void {
    if (KEY_ARGUMENT.test(key)) this.#use(at, this.#isClient(call) ? 'client' : 'argument');
    else if (HEADER.test(key)) this.#use(at, 'request');
    else if (TOKEN_ARGUMENT.test(key) && call !== null && this.#isPackage(call)) this.#use(at, 'argument');
    else this.#nested(at, call, depth);
  }

  #nested(at: Located, call: LocatedCall | null, depth: number): void {
    const { expr } = at;
    if (expr.kind === 'template') this.#address(at);
    else if (expr.kind === 'either')
      for (const option of expr.options) this.#record(within(at, option), call, depth);
    else this.#record(at, call, depth);
  }

  /** `…?key=${KEY}`. */
  #address(at: Located): void {
    if (at.expr.kind !== 'template') return;
    let before = '';
    for (const part of at.expr.parts) {
      if (typeof part !== 'string' && QUERY.test(before)) this.#use(within(at, part), 'request');
      before = typeof part === 'string' ? part : '';
    }
  }

  #use(at: Located, use: KeyUse): void {
    for (const name of namesIn(this.#recognition, at)) this.#found(name, use);
  }

  #isClient(call: LocatedCall | null): boolean {
    const { catalog } = this.#recognition;
    const symbol = call === null ? undefined : calledSymbol(this.#recognition, call)?.symbol;
    if (symbol === undefined) return false;
    if (catalog.modelCalls.has(symbol) || catalog.instances.has(symbol)) return true;
    return catalog.vectorStores.has(symbol) || defaultKeys(catalog).has(symbol);
  }

  #isPackage(call: LocatedCall): boolean {
    const found = isCall(call) ? calledSymbol(this.#recognition, call) : null;
    return found !== null && !SIGN_IN.test(found.symbol);
  }
}

/**
 * Says of each variable of the environment that the modules hand over as a key, by name, how it is handed over. A name may be
 * that of any member (`settings.SEARCH_KEY`): the caller knows which of them are variables.
 */
export function findKeyUses(
  recognition: Recognition,
  modules: Iterable<ModuleIr>,
  found: (name: string, use: KeyUse) => void,
): void {
  const search = new KeySearch(recognition, found);
  for (const module of modules) {
    for (const site of module.callSites) search.call(module, site);
    for (const { assignments } of module.scopes)
      for (const assignment of assignments) search.assignment(module, assignment);
  }
}
