import type { FunctionIr, ModuleIr } from '../ir.ts';
import type { Located, Resolved } from '../resolve/resolver.ts';
import { callsOf, within, type LocatedCall, type Recognition } from './recognition.ts';

type Parameter = Resolved & { readonly kind: 'parameter' };

const MAX_CALLERS = 8;
const byName = new WeakMap<Recognition, ReadonlyMap<string, readonly LocatedCall[]>>();

function callsByName(recognition: Recognition): ReadonlyMap<string, readonly LocatedCall[]> {
  const known = byName.get(recognition);
  if (known !== undefined) return known;
  const index = new Map<string, LocatedCall[]>();
  for (const call of callsOf(recognition.program)) {
    const { callee } = call.expr;
    const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : null;
    if (name === null) continue;
    const calls = index.get(name) ?? [];
    calls.push(call);
    index.set(name, calls);
  }
  byName.set(recognition, index);
  return index;
}

/** The function whose parameter a name is; null for functions without a name. */
function owner(module: ModuleIr, scope: number, name: string): FunctionIr | null {
  for (let at: number | null = scope; at !== null; at = module.scopes[at]?.parent ?? null) {
    const here = module.scopes[at];
    if (here === undefined) return null;
    if (here.params.some((param) => param.name === name))
      return here.parent === null
        ? null
        : (module.scopes[here.parent]?.functions.find((fn) => fn.scope === at) ?? null);
  }
  return null;
}

/**
 * What the program passes for a parameter, call by call. A library's caller may pass something else, so what is found is
 * what can stand there and never all of it.
 */
export function passedFor(recognition: Recognition, parameter: Parameter): readonly Located[] {
  const { module, scope } = parameter.at;
  const fn = owner(module, scope, parameter.name);
  if (fn?.name == null) return [];
  const isMethod = ['self', 'cls'].includes(fn.params[0]?.name ?? '');
  const position = fn.params.findIndex(({ name }) => name === parameter.name) - (isMethod ? 1 : 0);
  const found: Located[] = [];
  for (const call of callsByName(recognition).get(fn.name) ?? []) {
    if (found.length >= MAX_CALLERS) break;
    if (recognition.resolver.fn(within(call, call.expr.callee))?.fn !== fn) continue;
    const named = call.expr.named.find(({ name }) => name === parameter.name)?.value;
    const passed = named ?? call.expr.args[position];
    if (passed !== undefined) found.push(within(call, passed));
  }
  return found;
}
