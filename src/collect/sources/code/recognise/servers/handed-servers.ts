import type { CallExpr, ModuleIr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import type { Body } from '../tools/model-given.ts';

type Parameter = Resolved & { readonly kind: 'parameter' };

/** Servers by the call that makes them, under construction. */
type ByCall = ReadonlyMap<CallExpr, unknown>;
/** Such calls, by the scope of the function that is handed the server as its first parameter. */
type Handed = Map<ModuleIr, Map<number, readonly CallExpr[]>>;

const handed = new WeakMap<ByCall, Handed>();

/** Keeps what a function is handed: the server that the call makes, known by its place alone. */
export function handTo(servers: ByCall, { module, fn }: Body, maker: CallExpr): void {
  const all: Handed = handed.get(servers) ?? new Map<ModuleIr, Map<number, readonly CallExpr[]>>();
  handed.set(servers, all);
  const inModule = all.get(module) ?? new Map<number, readonly CallExpr[]>();
  all.set(module, inModule.set(fn.scope, [...(inModule.get(fn.scope) ?? []), maker]));
}

/** Whether a server of the program is known by the function that is handed it. */
export function anyIsHanded(servers: ByCall): boolean {
  return handed.has(servers);
}

/** The calls that make the servers which a function is handed as its first parameter; none for every other parameter. */
export function makersOfHanded(servers: ByCall, { at, name, path }: Parameter): readonly CallExpr[] {
  const functions = path.length > 0 ? undefined : handed.get(servers)?.get(at.module);
  if (functions === undefined) return [];
  for (let scope: number | null = at.scope; scope !== null; scope = parentOf(at, scope)) {
    const params = at.module.scopes[scope]?.params ?? [];
    const place = params.findIndex((param) => param.name === name);
    if (place >= 0) return place === 0 ? (functions.get(scope) ?? []) : [];
  }
  return [];
}

function parentOf({ module }: Located, scope: number): number | null {
  return module.scopes[scope]?.parent ?? null;
}

/** Calls of methods by these names, on whatever: servers that are handed over are known by no type. */
export function callsOnHanded({ program }: Recognition, methods: Iterable<string>): readonly LocatedCall[] {
  const names = new Set(methods);
  const found: LocatedCall[] = [];
  // Every call of the program passes here: no list for each.
  for (const module of program.modules.values())
    for (const { call, name, scope } of module.callSites)
      if (name !== null && names.has(name)) found.push({ module, scope, expr: call });
  return found;
}
