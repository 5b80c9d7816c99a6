import type { Assignment, CallExpr, ClassIr, Expr, FunctionIr, Guard, ModuleIr } from '../ir.ts';
import type { ModuleIndex } from '../module-index.ts';
import type { TextFiles } from '../text-files.ts';
import type { Binding } from './bindings.ts';
import type { Assumption, Located, PackageSymbol, ResolvedList, ResolvedObject } from './resolver.ts';

/**
 * What an expression stands for once names, members, imports and factories have been followed. `symbol` is the name
 * under which it was found, for ids; null where it stood in place.
 */
export type Entity =
  /** An expression that stands for itself: a literal, list, object, function, class, template or call. */
  | { readonly kind: 'expr'; readonly at: Located; readonly symbol: string | null }
  | { readonly kind: 'package'; readonly symbol: PackageSymbol; readonly at: Located }
  /** A module of the target, taken as a value. */
  | { readonly kind: 'module'; readonly module: ModuleIr; readonly at: Located }
  | {
      readonly kind: 'param';
      readonly name: string;
      /** Members of it that were asked for: `options.tools` is the path `tools` of `options`. */
      readonly path: readonly string[];
      readonly type: string | null;
      readonly default: Expr | null;
      readonly at: Located;
    }
  | { readonly kind: 'either'; readonly options: readonly Entity[]; readonly at: Located }
  | { readonly kind: 'none'; readonly why: string; readonly at: Located };

/** What exports and members ask of the one that follows expressions. */
export interface EntityFollower {
  readonly modules: ReadonlyMap<string, ModuleIr>;
  readonly index: ModuleIndex;
  /** Of files that are imported as their text. */
  readonly texts: TextFiles;
  entity(at: Located): Entity;
  /** Counts one step towards the bound; beyond it there is no answer. */
  hop(at: Located, step: () => Entity): Entity;
  /** What a module shows under a name; null where it shows nothing. Every module is asked once for one question. */
  exported(module: ModuleIr, name: string): Entity | null;
  /** What was assigned to a name, later assignments included; they are alternatives. */
  assigned(at: Located, sets: readonly Assignment[], symbol: string): Entity;
  /** Python: the module `name` inside the package `parent` as written in `from`. */
  submodule(from: ModuleIr, parent: string, name: string): ModuleIr | null;
  functionEntity(module: ModuleIr, fn: FunctionIr): Entity;
  classEntity(module: ModuleIr, cls: ClassIr): Entity;
  /** What a call hands over to a function of which something hangs on that; null for everything else. */
  handedOver(at: Located): readonly Assumption[] | null;
  assuming<T>(assumptions: readonly Assumption[], ask: () => T): T;
  /** Whether what is put in for a parameter may be something else by then. */
  isOpen(binding: Binding): boolean;
  /** Whether what is put in for parameters says that what stands there is not come to. */
  isRuledOut(at: Located, asks: readonly Guard[] | null | undefined): boolean;
  list(at: Located): ResolvedList | null;
  object(at: Located): ResolvedObject | null;
  /** What a call of a package's symbol gives: `FastMCP` becomes `FastMCP()`. */
  instanceSymbol(at: Located, call: CallExpr): Entity | null;
}

/** Why a field is not all that its class says: the call may set it. */
export const NOT_WHOLE = 'what is spread was not read whole';

/** `why` is for a gap: a clause without any of the program's text. */
export function none(why: string, at: Located): Entity {
  return { kind: 'none', why, at };
}

/** One option stands for itself; nested alternatives are joined, and one thing that is found twice is found once. */
export function either(options: readonly Entity[], at: Located): Entity {
  const only = options[0];
  if (only === undefined) return none('nothing is assigned to it', at);
  if (options.length === 1) return only;
  const flat: Entity[] = [];
  for (const option of options) {
    if (option.kind !== 'either') addDistinct(flat, option);
    else for (const each of option.options) addDistinct(flat, each);
  }
  const [first] = flat;
  return first !== undefined && flat.length === 1 ? first : { kind: 'either', options: flat, at };
}

function addDistinct(flat: Entity[], one: Entity): void {
  // By index: asked a hundred thousand times, mostly of lists of one or two.
  for (let at = 0; at < flat.length; at++) {
    const other = flat[at];
    if (other === one || (other !== undefined && isSame(other, one))) return;
  }
  flat.push(one);
}

/** Packages are told apart by identity alone: each mention is an entity of its own. */
function isSame(a: Entity, b: Entity): boolean {
  return a.kind === 'expr' && b.kind === 'expr' && a.at.expr === b.at.expr && a.symbol === b.symbol;
}

/** Index of a loop: whichever element. */
export function isAny(index: Expr): boolean {
  return index.kind === 'unknown' && index.text === '';
}

/** Where each alternative stands; null where one of them is not known. */
export function alternativesOf(entity: Entity): readonly Located[] | null {
  const options = entity.kind === 'either' ? entity.options : [entity];
  const isKnown = options.every(({ kind }) => kind === 'expr' || kind === 'package');
  return isKnown ? options.map(({ at }) => at) : null;
}

/** Python joins module and path by a dot, TypeScript by `#`: a module name may hold slashes and dots. */
export function packageSymbol(
  at: Located,
  module: string,
  path: readonly string[],
  origin: Located | null,
): PackageSymbol {
  const symbol = path.join('.');
  const separator = at.module.language === 'python' ? '.' : '#';
  return { package: module, symbol, qualified: symbol === '' ? module : module + separator + symbol, origin };
}

/** The symbol's member, or with `()` what a call of it gives. */
export function extendSymbol(
  symbol: PackageSymbol,
  part: string,
  at: Located,
  origin: Located | null,
): PackageSymbol {
  if (part === '()') {
    return { ...symbol, symbol: `${symbol.symbol}()`, qualified: `${symbol.qualified}()`, origin };
  }
  return packageSymbol(at, symbol.package, symbol.symbol === '' ? [part] : [symbol.symbol, part], origin);
}

/** `Agent[Context]` is the class `Agent`; constants, whose names are all capitals, may be tables. */
export function isGeneric(entity: Entity): boolean {
  if (entity.kind === 'expr') return entity.at.expr.kind === 'class';
  return entity.kind === 'package' && /(^|\.)[A-Z]\w*[a-z]\w*$/.test(entity.symbol.symbol);
}

/** Names are kept by their binding and plain members follow from them; chains of calls would be followed again and again. */
export function isWorthKeeping(expr: Expr): boolean {
  return expr.kind !== 'name' && (expr.kind !== 'member' || expr.object.kind !== 'name');
}

/** Kinds that need not be followed, nor remembered. */
export function standsForItself({ kind }: Expr): boolean {
  return (
    kind === 'string' || kind === 'list' || kind === 'object' || kind === 'function' || kind === 'template'
  );
}
