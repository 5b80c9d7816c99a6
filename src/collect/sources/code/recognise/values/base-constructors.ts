import type { Expr, FunctionIr, ClassIr, Parameter } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { LocatedCall } from '../recognition/recognition.ts';
import type { DerivedClass } from './derived-classes.ts';

const CONSTRUCTORS: ReadonlySet<string> = new Set(['__init__', 'constructor']);

/** Where a class's bases are looked up. */
export function baseAt({ module, cls }: DerivedClass, expr: Expr): Located {
  return { module, scope: module.scopes[cls.scope]?.parent ?? 0, expr };
}

export function constructorOf(cls: ClassIr): FunctionIr | null {
  return cls.methods.find(({ name }) => name !== null && CONSTRUCTORS.has(name)) ?? null;
}

/** `super().__init__(…)`, `super(…)`. */
export function isBaseCall({ expr: { callee } }: LocatedCall): boolean {
  if (callee.kind === 'name') return callee.name === 'super';
  if (callee.kind !== 'member' || callee.property !== '__init__' || callee.object.kind !== 'call')
    return false;
  const inner = callee.object.callee;
  return inner.kind === 'name' && inner.name === 'super';
}

/**
 * The names under which a constructor hands on what it is given by place; null where it says something itself. What it
 * takes as a whole (`*args`, an object of options) keeps its place.
 */
export function placesPassedOn(
  { params }: FunctionIr,
  { expr }: LocatedCall,
  above: readonly string[],
): readonly string[] | null {
  const own = params[0]?.name === 'self' || params[0]?.name === 'cls' ? params.slice(1) : params;
  const find = (value: Expr): Parameter | undefined =>
    value.kind === 'name' ? own.find(({ name }) => name === value.name) : undefined;
  // A default is said here, and not by whoever leaves it out.
  const isHanded = (value: Expr): boolean => {
    const param = find(value);
    return param !== undefined && (param.defaultValue === null || param.defaultValue.kind === 'null');
  };
  const { args, named, spreads } = expr;
  const isWhole =
    args.length + named.length + spreads.length > 0 &&
    args.every((value, place) => isHanded(value) && find(value) === own[place]) &&
    named.every(({ name, value }) => isHanded(value) && find(value)?.name === name) &&
    spreads.every((value) => find(value) !== undefined);
  if (!isWhole) return null;
  return named.length > 0 ? own.map(({ name }) => name) : above;
}

/** Arguments of a base by their paths, where a class takes them by place: `Named("a", "b")` says `name="a", instructions="b"`. */
export function withPlaces<A extends Readonly<Record<string, readonly string[] | undefined>>>(
  named: A,
  places: readonly string[],
): A {
  if (places.length === 0) return named;
  const placed = (paths: readonly string[]): string[] =>
    paths
      .filter((path) => !/^\d+$/.test(path))
      .flatMap((path) => (places.includes(path) ? [path, String(places.indexOf(path))] : [path]));
  const entries = Object.entries(named).map(([part, paths = []]) => [part, placed(paths)] as const);
  return { ...named, ...Object.fromEntries(entries) };
}
