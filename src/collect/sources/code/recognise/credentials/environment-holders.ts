import type { Assignment, Expr, ModuleIr, NameExpr } from '../../ir.ts';
import { lookUp, seenFrom } from '../../resolve/bindings.ts';
import { isEnvironment } from '../../resolve/passed-names.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** What makes a name of one scope the environment, each with the environment as it is written there. */
interface Holder {
  /** A parameter's. */
  byDefault: Expr | null;
  readonly bySet: Map<Assignment, Expr>;
}

/** By name, the scopes that bind it to the environment. */
export type HeldEnvironments = ReadonlyMap<string, ReadonlyMap<number, Holder>>;

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
  let held: Map<string, Map<number, Holder>> | null = null;
  const holder = (name: string, scope: number): Holder => {
    held ??= new Map();
    const scopes = held.get(name) ?? new Map<number, Holder>();
    held.set(name, scopes);
    const known = scopes.get(scope) ?? { byDefault: null, bySet: new Map<Assignment, Expr>() };
    scopes.set(scope, known);
    return known;
  };
  module.scopes.forEach(({ params, assignments }, scope) => {
    for (const { name, defaultValue } of params) {
      const found = defaultValue === null ? null : environmentIn(recognition, module, scope, defaultValue);
      if (found !== null) holder(name, scope).byDefault = found;
    }
    for (const set of assignments) {
      const found = environmentIn(recognition, module, scope, set.value);
      if (found !== null) holder(set.target, scope).bySet.set(set, found);
    }
  });
  return held ?? NONE;
}

/** Null also where the name was set to something else as well: what is read then may be a key of that. */
function heldBy(held: HeldEnvironments, module: ModuleIr, scope: number, name: NameExpr): Expr | null {
  const holders = held.get(name.name);
  const bound = holders === undefined ? null : lookUp(module, scope, name.name);
  const holder = bound === null ? undefined : holders?.get(bound.scope);
  if (bound === null || holder === undefined) return null;
  const { sets, functions, classes, imports } = seenFrom(bound, scope, name.span);
  // Of nothing no key is read.
  const given = sets.filter(({ value }) => value.kind !== 'null');
  const isOther = given.some((set) => !holder.bySet.has(set));
  if (isOther || functions.length + classes.length + imports.length > 0) return null;
  const [first] = given;
  return (first === undefined ? undefined : holder.bySet.get(first)) ?? holder.byDefault;
}

/** `env.KEY` as `process.env.KEY`; null where the expression does not start at a name that holds the environment. */
export function readOfHeld(held: HeldEnvironments, module: ModuleIr, scope: number, expr: Expr): Expr | null {
  if (held.size === 0) return null;
  switch (expr.kind) {
    case 'name':
      return heldBy(held, module, scope, expr);
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
