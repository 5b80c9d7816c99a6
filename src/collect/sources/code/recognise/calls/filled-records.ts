import type { CallSite, FunctionIr, ModuleIr } from '../../ir.ts';
import { ANY_KEY, MERGED } from '../../dotted-name.ts';
import { lookUp } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** What functions of the program put into a record that they are handed. */
interface Fills {
  /** Values that they put there under the key. */
  readonly values: readonly Located[];
  /** They put something there under keys that were not read. */
  readonly isOpen: boolean;
}

const NOTHING: Fills = { values: [], isOpen: false };
/** By name, the calls of a module that are handed what it stands for; read once a module, as records are asked for often. */
const takers = new WeakMap<ModuleIr, ReadonlyMap<string, readonly CallSite[]>>();

function takersIn(module: ModuleIr): ReadonlyMap<string, readonly CallSite[]> {
  const known = takers.get(module);
  if (known !== undefined) return known;
  const byName = new Map<string, CallSite[]>();
  for (const site of module.callSites)
    for (const arg of site.call.args) {
      if (arg.kind !== 'name') continue;
      const sites = byName.get(arg.name);
      if (sites === undefined) byName.set(arg.name, [site]);
      else sites.push(site);
    }
  takers.set(module, byName);
  return byName;
}

/** `fill(options)`, where `fill` sets `options.bucket`: it may run before the record is used, or after. */
export function fillsOf(recognition: Recognition, { module, scope, expr }: Located, key: string): Fills {
  const sites = expr.kind === 'name' ? takersIn(module).get(expr.name) : undefined;
  if (sites === undefined || expr.kind !== 'name') return NOTHING;
  const { name } = expr;
  const bound = lookUp(module, scope, name)?.scope;
  const filled = sites
    .filter((site) => lookUp(module, site.scope, name)?.scope === bound)
    .map((site) => filledBy(recognition, { module, ...site }, name, key));
  return {
    values: filled.flatMap(({ values }) => values),
    isOpen: filled.some(({ isOpen }) => isOpen),
  };
}

function filledBy(
  { resolver }: Recognition,
  { module, scope, call }: CallSite & { readonly module: ModuleIr },
  name: string,
  key: string,
): Fills {
  const called = resolver.fn({ module, scope, expr: call.callee });
  if (called === null) return NOTHING;
  const { params, assignments }: FunctionIr = called.fn;
  const own = ['self', 'cls'].includes(params[0]?.name ?? '') ? params.slice(1) : params;
  const taken = call.args.flatMap((arg, place) => (arg.kind === 'name' && arg.name === name ? [place] : []));
  const puts = taken
    .flatMap((place) => own[place] ?? [])
    .map((param) => assignments.filter(({ target }) => target.startsWith(`${param.name}.`)))
    .flat();
  const under = (wanted: string) =>
    puts.filter(({ target }) => target.endsWith(`.${wanted}`) && target.split('.').length === 2);
  return {
    values: under(key).map((put) => ({ module: called.module, scope: put.scope, expr: put.value })),
    isOpen: under(ANY_KEY).length + under(MERGED).length > 0,
  };
}
