import type { CallExpr, Expr } from '../../ir.ts';
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

/** The default that a call of the parser gives an option: its own, or one of `set_defaults(model=…)`. */
function givenBy(call: CallExpr, argument: string): Expr | undefined {
  return call.named.find(({ name }) => name === argument)?.value;
}

/**
 * The defaults that an option of the command line that is read may have, where they are written; empty for every other symbol, and
 * for an option without one. The option's own counts over what was set for the parser before, and what is set for the parser
 * later over the option's own (Python reference, "argparse", set_defaults): whether that is run is not known here, and so both
 * are told. Options that are added in another module are not seen.
 */
export function optionDefaults(entities: EntityFollower, symbol: PackageSymbol): readonly Located[] {
  const [, option] = READ.exec(symbol.qualified) ?? [];
  const { origin } = symbol;
  if (option === undefined || origin?.expr.kind !== 'call' || origin.expr.callee.kind !== 'member') return [];
  const { module } = origin;
  const parser = madeBy(entities, { ...origin, expr: origin.expr.callee.object });
  if (parser === null) return [];
  let isAdded = false;
  let own: readonly Located[] = [];
  let set: readonly Located[] = [];
  for (const { call, name, scope } of module.callSites) {
    if (call.callee.kind !== 'member') continue;
    // Of several calls that add the same option the first gives the default.
    const isOption = name === 'add_argument' && !isAdded && nameOf(call) === option;
    const isOfParser = name === 'set_defaults' && !isAfter(call, scope, origin);
    if (!isOption && !isOfParser) continue;
    if (madeBy(entities, { module, scope, expr: call.callee.object }) !== parser) continue;
    const value = givenBy(call, isOption ? 'default' : option);
    const given = value === undefined ? [] : [{ module, scope, expr: value }];
    if (isOfParser) set = [...set, ...given];
    else {
      isAdded = true;
      own = given;
      // What another function sets it may set at any time.
      if (given.length > 0) set = set.filter((one) => one.scope !== scope);
    }
  }
  return [...own, ...set];
}

/** What is set once the command line was read changes nothing any more. */
function isAfter(call: CallExpr, scope: number, parsed: Located): boolean {
  return scope === parsed.scope && call.span.startLine > parsed.expr.span.endLine;
}
