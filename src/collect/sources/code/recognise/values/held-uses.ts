import type { Assignment, CallExpr, ClassIr, Expr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { within, type LocatedCall } from '../recognition/recognition.ts';
import { assignmentsOf, classAround, functionTaking, isInside, type Taker } from './takers.ts';
import type { ArgumentPlace, Held, Watch } from './watch.ts';

/** Functions that hand a thing on to each other, and literals in literals. */
const MAX_DEPTH = 4;

/** A run over the uses: what was followed once need not be followed again. */
interface Search<T extends object> {
  readonly watch: Watch<T>;
  readonly followed: Map<T, Set<string>>;
}

/** Looks at every use of the watched things in the modules, through the functions of the program that are handed one. */
export function followUses<T extends object>(watch: Watch<T>, modules: Iterable<ModuleIr>): void {
  const search: Search<T> = { watch, followed: new Map() };
  for (const module of modules) {
    for (const { call, scope } of module.callSites)
      callUses(search, watch.held, { module, scope, expr: call }, 0);
    for (const scope of module.scopes)
      for (const assignment of [...scope.assignments, ...scope.classes.flatMap((cls) => cls.assignments)])
        stored(search, watch.held, module, assignment);
    decoratorUses(search, watch.held, module);
  }
}

/** Things inside a list, an object or an alternative, and members of things that are taken as values. */
function inside<T extends object>(
  { watch }: Search<T>,
  held: Held<T>,
  at: Located,
  use: (thing: T, isWhole: boolean) => void,
): void {
  const visit = (expr: Expr, isWhole: boolean, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    const things = held(within(at, expr));
    for (const thing of things) use(thing, isWhole);
    if (things.length > 0) return;
    switch (expr.kind) {
      case 'member':
        if (!watch.isHarmlessMember(expr.property))
          for (const thing of held(within(at, expr.object))) use(thing, false);
        return;
      case 'list':
        for (const one of expr.items) visit(one, false, depth + 1);
        if (!watch.isCopiedBySpread) for (const one of expr.spreads) visit(one, false, depth + 1);
        return;
      case 'object':
        for (const { value } of expr.entries) visit(value, false, depth + 1);
        if (!watch.isCopiedBySpread) for (const one of expr.spreads) visit(one, false, depth + 1);
        return;
      case 'either':
        for (const one of expr.options) visit(one, isWhole, depth + 1);
        return;
      default:
    }
  };
  visit(at.expr, true, 0);
}

/** A name or a field of the own object, which is looked up wherever it is met. */
export function isPlainTarget(target: string): boolean {
  return /^(self\.)?[^.]+$/.test(target);
}

/** `holder.server = server`, `servers['a'] = server`: whoever has the holder has the thing. A name or a field is followed. */
function stored<T extends object>(
  search: Search<T>,
  held: Held<T>,
  module: ModuleIr,
  assignment: Assignment,
): void {
  const { watch } = search;
  const { target, value, scope } = assignment;
  const at: Located = { module, scope, expr: value };
  watch.assigned(held, module, assignment);
  inside(search, held, at, (thing, isWhole) => {
    const isFound = isPlainTarget(target) && (isWhole || watch.holderOf(thing, at.expr) !== null);
    if (!isFound && !watch.isHarmlessKeeping(thing)) watch.lost(thing, at, `kept as ${target.slice(0, 80)}`);
  });
}

/** `@server.method` without parentheses; with them it is a call. */
function decoratorUses<T extends object>({ watch }: Search<T>, held: Held<T>, module: ModuleIr): void {
  for (const scope of module.scopes)
    for (const { decorators, scope: own } of [...scope.functions, ...scope.classes])
      for (const { expr } of decorators) {
        if (expr.kind !== 'member' || watch.isHarmlessMember(expr.property)) continue;
        if (watch.isHarmlessDecorator(expr)) continue;
        const at: Located = { module, scope: module.scopes[own]?.parent ?? 0, expr };
        for (const thing of held(within(at, expr.object))) watch.lost(thing, at, 'a decorator');
      }
}

/** What a call does to a thing that it is made on, and to those among its arguments. */
function callUses<T extends object>(
  search: Search<T>,
  held: Held<T>,
  call: LocatedCall,
  depth: number,
): void {
  const { watch } = search;
  const { callee, args, named, spreads } = call.expr;
  // `server.server.setRequestHandler(…)`: the chain back to the thing.
  let object = callee.kind === 'member' ? callee.object : null;
  for (let steps = 0; object !== null && steps < MAX_DEPTH; steps++) {
    const things = held(within(call, object));
    for (const thing of things)
      if (!watch.isHarmlessMethod(thing, call, steps === 0)) watch.lost(thing, call, lastName(call.expr));
    const inner = object.kind === 'member' || object.kind === 'index' ? object.object : null;
    object = things.length === 0 ? inner : null;
  }
  args.forEach((expr, position) => {
    argumentUse(search, held, call, expr, { position, name: null }, depth);
  });
  for (const { name, value } of named)
    argumentUse(search, held, call, value, { position: null, name }, depth);
  if (watch.isCopiedBySpread) return;
  for (const expr of spreads) argumentUse(search, held, call, expr, { position: null, name: null }, depth);
}

/** Handed to a function of the program it is followed; to anything else, only what is known to add nothing is let pass. */
function argumentUse<T extends object>(
  search: Search<T>,
  held: Held<T>,
  call: LocatedCall,
  expr: Expr,
  place: ArgumentPlace,
  depth: number,
): void {
  const { watch } = search;
  inside(search, held, within(call, expr), (thing, isWhole) => {
    if (watch.isHarmlessTaker(call, place, thing)) return;
    const handed = isWhole ? thing : watch.holderOf(thing, expr);
    const taker = handed === null ? null : functionTaking(watch.recognition, call);
    const params = taker?.fn.params.filter(({ name }) => name !== 'self' && name !== 'cls') ?? [];
    const param = params.find(({ name }, at) => name === place.name || at === place.position);
    if (handed === null || taker === null || param === undefined || depth >= MAX_DEPTH) {
      // A function that is not read may do more than keep it.
      if (taker === null || !watch.isHarmlessKeeping(thing)) watch.lost(thing, call, lastName(call.expr));
    } else parameterUses(search, handed, taker, param.name, depth + 1);
  });
}

/** What a function of the program does with a parameter that holds the thing. */
function parameterUses<T extends object>(
  search: Search<T>,
  thing: T,
  taker: Taker,
  name: string,
  depth: number,
): void {
  const { module, fn } = taker;
  if (isFollowed(search, thing, `${module.path}\n${fn.scope}\n${name}`)) return;
  const { watch } = search;
  const parameter: Located = { module, scope: fn.scope, expr: { kind: 'name', name, span: fn.span } };
  const held: Held<T> = (at) =>
    (at.expr.kind === 'name' && at.expr.name === name) || watch.isPartOf(thing, parameter, at) ? [thing] : [];
  for (const { call, scope } of module.callSites.slice(...fn.callSites))
    callUses(search, held, { module, scope, expr: call }, depth);
  for (const assignment of assignmentsOf(module, fn)) {
    const { target, value, scope } = assignment;
    const at: Located = { module, scope, expr: value };
    watch.assigned(held, module, assignment);
    inside(search, held, at, (one, isWhole) => {
      const isPlain = isWhole && isPlainTarget(target);
      if (isPlain && watch.isFoundByType(parameter)) return;
      const isFollowed =
        isPlain && depth < MAX_DEPTH && keptUses(search, one, taker, parameter, target, depth);
      if (!isFollowed && !watch.isHarmlessKeeping(one)) watch.lost(one, at, `kept as ${target.slice(0, 80)}`);
    });
  }
  decoratorUses(search, (at) => (isInside(module, at.scope, fn.scope) ? held(at) : []), module);
}

/**
 * Under another name of the function, or in a field of its object.
 *
 * @returns False where it cannot be followed there.
 */
function keptUses<T extends object>(
  search: Search<T>,
  thing: T,
  taker: Taker,
  parameter: Located,
  target: string,
  depth: number,
): boolean {
  const field = /^self\.(.+)$/.exec(target)?.[1];
  if (field === undefined) {
    parameterUses(search, thing, taker, target, depth + 1);
    return true;
  }
  const cls = classAround(taker.module, taker.fn);
  if (cls === null || !search.watch.isFoundInField(thing, parameter, field)) return false;
  fieldUses(search, thing, { module: taker.module, cls }, field, depth + 1);
  return true;
}

function isFollowed<T extends object>({ followed }: Search<T>, thing: T, key: string): boolean {
  const known = followed.get(thing) ?? new Set<string>();
  followed.set(thing, known);
  if (known.has(key)) return true;
  known.add(key);
  return false;
}

/** What a class does with a field that holds the thing. */
function fieldUses<T extends object>(
  search: Search<T>,
  thing: T,
  { module, cls }: { readonly module: ModuleIr; readonly cls: ClassIr },
  field: string,
  depth: number,
): void {
  if (isFollowed(search, thing, `${module.path}\n${cls.scope}\nself.${field}`)) return;
  const held: Held<T> = ({ expr, scope }) =>
    expr.kind === 'member' &&
    expr.property === field &&
    expr.object.kind === 'name' &&
    expr.object.name === 'self' &&
    isInside(module, scope, cls.scope)
      ? [thing]
      : [];
  for (const { call, scope } of module.callSites)
    if (isInside(module, scope, cls.scope)) callUses(search, held, { module, scope, expr: call }, depth);
  for (const assignment of [...cls.assignments, ...cls.methods.flatMap(({ assignments }) => assignments)]) {
    const { target, value, scope } = assignment;
    const at: Located = { module, scope, expr: value };
    search.watch.assigned(held, module, assignment);
    // A name for the field, or another field, is lost sight of.
    inside(search, held, at, (one) => {
      if (!search.watch.isHarmlessKeeping(one)) search.watch.lost(one, at, `kept as ${target.slice(0, 80)}`);
    });
  }
}

/** Names alone: the gap must not quote the program's texts. */
function lastName({ callee }: CallExpr): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' ? callee.property : `a ${callee.kind}`;
}
