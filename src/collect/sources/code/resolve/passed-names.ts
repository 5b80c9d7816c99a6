import type { CallExpr, Expr, FunctionIr, ModuleIr } from '../ir.ts';
import { either, type Entity, type EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';
import { argumentFor } from './returns-taken.ts';

/** Packages' objects that hold an environment, read by a key. */
const ENVIRONMENTS: ReadonlySet<string> = new Set([
  'os.environ',
  'globalThis#process.env',
  'globalThis#Bun.env',
  'node:process#env',
  'process#env',
]);

/** Whether a package's object is an environment as a whole. */
export function isEnvironment(qualified: string): boolean {
  return ENVIRONMENTS.has(qualified);
}

/** Whether `object[key]` reads the environment by a name that only a caller knows. */
export function isReadByParameter(from: Entity, key: Entity): boolean {
  return key.kind === 'param' && from.kind === 'package' && isEnvironment(from.symbol.qualified);
}

/** The names by one of which `object[key]` reads the environment; null where it is not that, or one of them is not written. */
export function namesReadBy(from: Entity, key: Entity): readonly string[] | null {
  if (key.kind !== 'either' || from.kind !== 'package' || !isEnvironment(from.symbol.qualified)) return null;
  const names = key.options.flatMap((option) =>
    option.kind === 'expr' && option.at.expr.kind === 'string' ? [option.at.expr.value] : [],
  );
  return names.length === key.options.length ? names : null;
}

/**
 * `require_env("KEY")`, whose function returns `os.environ[name]` or `os.getenv(name)`: the same read, by the name that is
 * passed. Null where what is returned is read by no parameter, or where what is passed is not written.
 */
export function readOfPassed(
  entities: EntityFollower,
  at: Located,
  call: CallExpr,
  body: { readonly module: ModuleIr; readonly fn: FunctionIr },
  returned: Entity,
): Entity | null {
  if (returned.kind === 'either') {
    const options = returned.options.map((option) => readOfPassed(entities, at, call, body, option));
    if (options.every((option) => option === null)) return null;
    return either(
      returned.options.map((option, place) => options[place] ?? option),
      at,
    );
  }
  if (returned.kind !== 'expr' || returned.at.module !== body.module) return null;
  const { expr } = returned.at;
  const key = expr.kind === 'call' ? expr.args[0] : expr.kind === 'index' ? expr.index : undefined;
  if (key?.kind !== 'name' || !body.fn.params.some(({ name }) => name === key.name)) return null;
  const passed = argumentFor(entities, at, call, body, key.name)?.value;
  if (passed?.expr.kind !== 'string') return null;
  const read: Expr =
    expr.kind === 'call'
      ? { ...expr, args: [passed.expr, ...expr.args.slice(1)] }
      : {
          kind: 'member',
          object: expr.kind === 'index' ? expr.object : expr,
          property: passed.expr.value,
          span: expr.span,
        };
  return entities.entity({ ...returned.at, expr: read });
}
