import type { CallExpr, Expr, FunctionIr, Guard, ModuleIr } from '../ir.ts';
import { isAny, type EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';
import { isSettledValue } from './settled-values.ts';

type Body = { readonly module: ModuleIr; readonly fn: FunctionIr };

/**
 * The returns that a call can take: those whose guards the passed literals decide are left out. What cannot be decided stays,
 * and a return that is certainly taken is the last.
 */
export function returnsTaken(
  entities: EntityFollower,
  at: Located,
  call: CallExpr,
  { module, fn }: Body,
): readonly Expr[] {
  const taken: Expr[] = [];
  for (const [place, value] of fn.returns.entries()) {
    const answers = (fn.returnGuards[place] ?? []).map((guard) =>
      isMet(guard, settledArgument(entities, at, call, { module, fn }, guard.name)),
    );
    if (answers.includes(false)) continue;
    taken.push(value);
    // Where no condition was read (TypeScript), nothing says that a return is the last.
    if (fn.returnGuards.length > 0 && answers.every((answer) => answer === true)) break;
  }
  // Nothing that is known to be returned: then the guards were misread.
  return (taken.length === 0 ? fn.returns : taken).map((value) =>
    keyedByArgument(entities, at, call, { module, fn }, value),
  );
}

/** `[TABLE[name] for name in names]` where the call passes the names: exactly those of the table. */
function keyedByArgument(
  entities: EntityFollower,
  at: Located,
  call: CallExpr,
  body: Body,
  value: Expr,
): Expr {
  const [item] = value.kind === 'list' && !value.complete && value.spreads.length === 0 ? value.items : [];
  if (item?.kind !== 'index' || item.index.kind !== 'index' || !isAny(item.index.index)) return value;
  const names = item.index.object;
  const passed = names.kind === 'name' ? settledArgument(entities, at, call, body, names.name) : null;
  // With what was appended to it since.
  const keys = passed === null ? null : entities.list(passed);
  if (keys?.complete !== true) return value;
  const scope = body.fn.scope;
  const table = entities.object({ module: body.module, scope, expr: item.object });
  if (table?.complete !== true) return value;
  const items: Expr[] = [];
  for (const { expr: key } of keys.items) {
    if (key.kind !== 'string') return value;
    const entry = table.entries.get(key.value);
    // A table of another place has names of its own.
    if (entry !== undefined && (entry.module !== body.module || entry.scope !== scope)) return value;
    // What is in no table ends in an error or is filtered out: it is in no list either.
    if (entry !== undefined) items.push(entry.expr);
  }
  return { kind: 'list', items, spreads: [], complete: true, span: value.span };
}

/** What a call passes for a parameter, where it cannot be anything else by then; null otherwise. */
function settledArgument(
  entities: EntityFollower,
  at: Located,
  call: CallExpr,
  body: Body,
  name: string | null,
): Located | null {
  const argument = argumentFor(entities, at, call, body, name);
  return argument?.isSettled === true ? argument.value : null;
}

/** What is passed, and whether it is always that. */
interface Argument {
  readonly value: Located;
  readonly isSettled: boolean;
}

/** What a call passes for a parameter, or the default; null where that is not known or the function sets the name itself. */
export function argumentFor(
  entities: EntityFollower,
  at: Located,
  call: CallExpr,
  { module, fn }: Body,
  name: string | null,
): Argument | null {
  const position = fn.params.findIndex((param) => param.name === name);
  const param = fn.params[position];
  const isSet = module.scopes[fn.scope]?.assignments.some(
    ({ target }) => target === name || target.startsWith(`${name ?? ''}.`),
  );
  if (param === undefined || isSet !== false || !call.complete) return null;
  // What a rest takes in is a list, and behind it nothing goes by place.
  const rest = fn.params.findIndex(({ isRest }) => isRest === true);
  if (rest >= 0 && position >= rest && !call.named.some((one) => one.name === name)) return null;
  // The receiver is not passed.
  const shift = fn.params[0]?.name === 'self' || fn.params[0]?.name === 'cls' ? 1 : 0;
  const passed = call.named.find((one) => one.name === name)?.value ?? call.args[position - shift];
  const given: Located | null =
    passed !== undefined
      ? { ...at, expr: passed }
      : param.defaultValue === null
        ? null
        : { module, scope: module.scopes[fn.scope]?.parent ?? 0, expr: param.defaultValue };
  const found = given === null ? null : entities.hop(at, () => entities.entity(given));
  if (given === null || found?.kind !== 'expr') return null;
  // `undefined` takes the default, and is written like nothing.
  const isNothing = found.at.expr.kind === 'null' && passed !== undefined;
  if (isNothing && param.defaultValue !== null && module.language === 'typescript') return null;
  return { value: found.at, isSettled: isSettledValue(entities, given) };
}

/** Null where the value does not decide. */
export function isMet({ values, negated }: Guard, value: Located | null): boolean | null {
  const met = value === null ? null : values === null ? truth(value.expr) : isAmong(value.expr, values);
  return met === null ? null : met !== negated;
}

/** As Python sees it. Lists and dictionaries may have been filled since. */
function truth(value: Expr): boolean | null {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'null':
      return false;
    case 'string':
      return value.value !== '';
    case 'number':
      return value.value !== 0;
    default:
      return null;
  }
}

function isAmong(value: Expr, values: NonNullable<Guard['values']>): boolean | null {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return values.includes(value.value);
    case 'null':
      return values.includes(null);
    case 'list':
    case 'object':
    case 'function':
    case 'class':
      return false;
    default:
      return null;
  }
}
