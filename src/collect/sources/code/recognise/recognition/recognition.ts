import type { Inspector } from '#inspect';
import type { State } from '#model';
import type { Target } from '../../../../source.ts';
import type { CallExpr, Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Program } from '../../program.ts';
import type { Located, PackageSymbol, Resolver } from '../../resolve/resolver.ts';
import { isTestPath } from '../../test-path.ts';
import { canonicalSymbol, type Catalog } from '../catalog/catalog.ts';
import type { FactSink } from './fact-sink.ts';
import type { SymbolNames } from './symbol-names.ts';

export { isTestPath };

/** A call and where its names are to be looked up. */
export interface LocatedCall extends Located {
  readonly expr: CallExpr;
}

/** What every recogniser is handed: the program, what is known of the outside, and where facts go. */
export interface Recognition {
  readonly catalog: Catalog;
  readonly program: Program;
  readonly resolver: Resolver;
  readonly target: Target;
  readonly inspector: Inspector;
  readonly sink: FactSink;
  readonly names: SymbolNames;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
}

export function isCall(at: Located): at is LocatedCall {
  return at.expr.kind === 'call';
}

/** A part of an expression, with names looked up where the whole stands. */
export function within(at: Located, expr: Expr): Located {
  return { module: at.module, scope: at.scope, expr };
}

/** The package symbol that a call calls, under its one spelling; null where it calls nothing outside the target. */
export function calledSymbol(
  recognition: Recognition,
  call: LocatedCall,
): { readonly symbol: string; readonly found: PackageSymbol } | null {
  const found = recognition.resolver.symbol(within(call, call.expr.callee));
  return found === null ? null : { symbol: canonicalSymbol(found.qualified), found };
}

/** The calls in the body of a function, nested functions included, in source order. */
export function callsIn(module: ModuleIr, fn: FunctionIr): readonly LocatedCall[] {
  return module.callSites.slice(...fn.callSites).map(({ call, scope }) => ({ module, scope, expr: call }));
}

/** What is copied and filled in before it runs. */
const TEMPLATE_PATH =
  /(^|\/)(templates?|cookiecutter[^/]*|scaffolds?)\/|\.(example|sample|template|tmpl)\.[a-z]+$/i;

const states = new WeakMap<ModuleIr, State>();

/** Test code and examples are seen, and said to be so: a rule may leave them out. */
export function stateOf(module: ModuleIr): State {
  let state = states.get(module);
  if (state === undefined) {
    state = isTestPath(module.path) ? 'test' : TEMPLATE_PATH.test(module.path) ? 'template' : 'active';
    states.set(module, state);
  }
  return state;
}
