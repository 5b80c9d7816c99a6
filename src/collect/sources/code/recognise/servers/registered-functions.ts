import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argumentAt } from '../calls/arguments.ts';
import { handedElement } from '../calls/callers.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import type { Body } from '../tools/model-given.ts';
import type { Row, ServerDraft } from './server-draft.ts';

/** Where a registration is read: the call on the server, or the one that makes what it is handed. */
export interface Registering {
  readonly draft: ServerDraft;
  readonly call: LocatedCall;
  readonly where: {
    readonly body?: readonly string[] | undefined;
    readonly name: readonly string[];
    readonly description?: readonly string[] | undefined;
  };
}

/** A function that is registered, null where it is not known, with the call that says its name. */
export interface RegisteredFunction {
  readonly body: Body | null;
  readonly said: LocatedCall;
  readonly names: { readonly name: readonly string[]; readonly description: readonly string[] };
  /** Functions that were handed to the one that made the body. */
  readonly handed?: ReadonlyMap<string, Located>;
}

/** In a callback that is called with each element of a list: any of those. */
export function eachOf(recognition: Recognition, at: Located): Resolved {
  const resolved = recognition.resolver.value(at);
  const element = resolved.kind === 'parameter' ? handedElement(recognition, resolved) : null;
  return element === null ? resolved : recognition.resolver.value(element);
}

/** Each expression that may stand there: in a loop over a list, its elements. */
export function optionsAt(recognition: Recognition, at: Located): readonly Located[] {
  const resolved = eachOf(recognition, at);
  return resolved.kind === 'either' ? resolved.options.map((option) => option.at) : [at];
}

/** Every function that can stand there, plain or inside an object that the SDK makes of it. */
export function functionsAt(
  recognition: Recognition,
  { draft, call, where }: Registering,
  at: Located,
): readonly RegisteredFunction[] {
  const options = optionsAt(recognition, at);
  return options.flatMap((option): readonly RegisteredFunction[] => {
    const made = toolObject(recognition, draft.row, option);
    const inner = made === null ? null : argumentAt(recognition, made.call, made.where.body);
    if (made !== null && inner !== null)
      return functionsAt(recognition, { draft, ...made }, inner).map((one) => ({ ...one, said: made.call }));
    // Of a loop over several no one name is that of each.
    const name = options.length === 1 ? where.name : [];
    const names = { name, description: where.description ?? [] };
    const wrapped = wrappedFunctions(recognition, option);
    if (wrapped.length > 0) return wrapped.map((one) => ({ ...one, said: call, names }));
    return [{ body: recognition.resolver.fn(option), said: call, names }];
  });
}

/**
 * `withLog(handler)`, where a function of the program makes the body around a function that it is handed: the body that it makes,
 * once for each function that may stand there. Python's keep the name and the signature of the inner one, which is then the body.
 */
function wrappedFunctions(
  recognition: Recognition,
  at: Located,
): readonly { readonly body: Body; readonly handed?: ReadonlyMap<string, Located> }[] {
  const body = isCall(at) ? recognition.resolver.fn(at) : null;
  const wrapper = isCall(at) ? recognition.resolver.fn(within(at, at.expr.callee)) : null;
  if (!isCall(at) || body === null || wrapper === null) return [];
  for (const [place, expr] of at.expr.args.entries()) {
    const param = wrapper.fn.params[place];
    const resolved = eachOf(recognition, within(at, expr));
    const options = resolved.kind === 'either' ? resolved.options : [resolved];
    const inner = options.map((option) => recognition.resolver.fn(option.at));
    if (param === undefined || inner.includes(null)) continue;
    return inner.flatMap((fn, index) => {
      const option = options[index];
      if (fn === null || option === undefined) return [];
      return body.module.language === 'python'
        ? [{ body: fn }]
        : [{ body, handed: new Map([[param.name, option.at]]) }];
    });
  }
  return [];
}

/** `Tool.from_function(fn, name="x")`, in place or under a name; null for everything else. */
function toolObject(
  recognition: Recognition,
  row: Row,
  at: Located,
): { readonly call: LocatedCall; readonly where: Registering['where'] } | null {
  if (row.toolObjects === undefined) return null;
  const call = isCall(at) ? at : recognition.resolver.value(at).at;
  const symbol = isCall(call) ? calledSymbol(recognition, call)?.symbol : undefined;
  const isObject = symbol !== undefined && row.toolObjects.symbols.includes(symbol);
  return isObject && isCall(call) ? { call, where: row.toolObjects.arguments } : null;
}
