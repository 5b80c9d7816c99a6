import type { Expr, ModuleIr } from '../../ir.ts';
import { lookUp } from '../../resolve/bindings.ts';
import { isEnvironment } from '../../resolve/passed-names.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** By name, the scopes that bind it to the environment, each with the environment as it is written there. */
export type HeldEnvironments = ReadonlyMap<string, ReadonlyMap<number, Expr>>;

const NONE: HeldEnvironments = new Map();
/** Last names of the objects that hold an environment. */
const LAST: ReadonlySet<string> = new Set(['env', 'environ']);

/** The environment, taken as a whole: `process.env`, `os.environ`. */
function environmentIn(recognition: Recognition, module: ModuleIr, scope: number, expr: Expr): Expr | null {
  if (expr.kind === 'either') {
    // `os.environ if env is None else env`.
    for (const option of expr.options) {
      const found = environmentIn(recognition, module, scope, option);
      if (found !== null) return found;
    }
    return null;
  }
  // By its last name first: the resolver is asked for few.
  const last = expr.kind === 'member' ? expr.property : expr.kind === 'name' ? expr.name : '';
  if (!LAST.has(last)) return null;
  const symbol = recognition.resolver.symbol({ module, scope, expr });
  return symbol !== null && isEnvironment(symbol.qualified) ? expr : null;
}

/**
 * The names of a module that stand for the environment: parameters by their default (`env = process.env`), and what is set to it.
 * That a caller may pass another changes nothing for who passes none.
 */
export function environmentsHeld(recognition: Recognition, module: ModuleIr): HeldEnvironments {
  let held: Map<string, Map<number, Expr>> | null = null;
  const add = (name: string, scope: number, value: Expr): void => {
    const found = environmentIn(recognition, module, scope, value);
    if (found === null) return;
    held ??= new Map();
    held.set(name, (held.get(name) ?? new Map<number, Expr>()).set(scope, found));
  };
  module.scopes.forEach(({ params, assignments }, scope) => {
    for (const { name, defaultValue } of params) if (defaultValue !== null) add(name, scope, defaultValue);
    for (const { target, value } of assignments) add(target, scope, value);
  });
  return held ?? NONE;
}

/** `env.KEY` as `process.env.KEY`; null where the expression does not start at a name that holds the environment. */
export function readOfHeld(held: HeldEnvironments, module: ModuleIr, scope: number, expr: Expr): Expr | null {
  if (held.size === 0) return null;
  switch (expr.kind) {
    case 'name': {
      const holders = held.get(expr.name);
      const binding = holders === undefined ? null : lookUp(module, scope, expr.name);
      return binding === null ? null : (holders?.get(binding.scope) ?? null);
    }
    case 'member':
    case 'index': {
      const object = readOfHeld(held, module, scope, expr.object);
      return object === null ? null : { ...expr, object };
    }
    case 'call': {
      const callee = readOfHeld(held, module, scope, expr.callee);
      return callee === null ? null : { ...expr, callee };
    }
    default:
      return null;
  }
}
