import type { CallExpr } from '../../ir.ts';
import type { EntityFollower } from '../entity.ts';
import type { Located, PackageSymbol } from '../resolver.ts';

/** What a command line gave, as it is read: `args.model` of `args = parser.parse_args()`. */
const READ = /^argparse\.ArgumentParser\(\)\.parse_args\(\)\.(\w+)$/;

/** The name under which `add_argument("--judge-model", "-j", dest=…)` keeps its option (Python reference, "argparse"). */
function nameOf({ args, named }: CallExpr): string | null {
  const dest = named.find(({ name }) => name === 'dest')?.value;
  if (dest !== undefined) return dest.kind === 'string' ? dest.value : null;
  const flags = args.flatMap((one) => (one.kind === 'string' ? [one.value] : []));
  const flag = flags.find((one) => one.startsWith('--')) ?? flags[0];
  return flag === undefined ? null : flag.replace(/^-+/, '').replaceAll('-', '_');
}

/** The call that an object was made by: two names of one parser lead to the same. */
function madeBy(entities: EntityFollower, at: Located): Located['expr'] | null {
  const made = entities.entity(at);
  return made.kind === 'expr' && made.at.expr.kind === 'call' ? made.at.expr : null;
}

/**
 * The default of an option of the command line that is read, where it is written; null for every other symbol, and for an
 * option without one. Options that are added in another module are not seen.
 */
export function optionDefault(entities: EntityFollower, symbol: PackageSymbol): Located | null {
  const [, option] = READ.exec(symbol.qualified) ?? [];
  const { origin } = symbol;
  if (option === undefined || origin?.expr.kind !== 'call' || origin.expr.callee.kind !== 'member')
    return null;
  const { module } = origin;
  const parser = madeBy(entities, { ...origin, expr: origin.expr.callee.object });
  if (parser === null) return null;
  for (const { call, name, scope } of module.callSites) {
    if (name !== 'add_argument' || call.callee.kind !== 'member' || nameOf(call) !== option) continue;
    if (madeBy(entities, { module, scope, expr: call.callee.object }) !== parser) continue;
    const value = call.named.find((argument) => argument.name === 'default')?.value;
    return value === undefined ? null : { module, scope, expr: value };
  }
  return null;
}
