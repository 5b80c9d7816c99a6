import { ANY_KEY } from '../../dotted-name.ts';
import type { Expr, ModuleIr, Span } from '../../ir.ts';
import { lookUp } from '../bindings.ts';
import { changedParameters } from './changed-parameters.ts';
import { holdersOf, holdersOfParameter, type Holders } from './held-values.ts';
import {
  inPart,
  joined,
  noMutations,
  type Mutations,
  type OpenMutations,
  type Put,
} from './scope-mutations.ts';
import {
  boundIn,
  isMeant,
  passedFor,
  type Follower,
  type Handing,
  type Handings,
  type Taker,
} from './takers.ts';

/** Functions that hand on what they are handed, one after the other. */
const MAX_HOPS = 8;
/** Functions that are looked into for one value: each may hand on to many. */
const MAX_FUNCTIONS = 200;
/** Kept of what is done to one value. */
const MAX_PUTS = 64;

interface Search {
  readonly follower: Follower;
  readonly handings: Handings;
  readonly asked: Set<string>;
  left: number;
}

/**
 * What functions of the program do to a record or list that calls hand them, by position or by name, also where they hand it
 * on: `fill(options)`, and `options["bucket"] = …` in `fill`. Null where nothing is done.
 */
export function handedMutations(
  follower: Follower,
  handings: Handings,
  module: ModuleIr,
  value: Expr,
): Mutations | null {
  // Most modules hand nothing to anybody who changes it.
  const handed = handings.get(module);
  const holders = handed === undefined ? null : holdersOf(module, value, handed.keys());
  if (holders === null) return null;
  const found = throughCalls(
    { follower, handings, asked: new Set(), left: MAX_FUNCTIONS },
    module,
    holders,
    0,
  );
  return found === null ? null : bounded(found);
}

/** By the calls that are handed what stands under one of the names. */
function throughCalls(
  search: Search,
  module: ModuleIr,
  { scope, names }: Holders,
  hops: number,
): OpenMutations | null {
  let all: OpenMutations | null = null;
  const byName = search.handings.get(module);
  for (const name of byName === undefined ? [] : names)
    for (const handing of byName?.get(name) ?? []) {
      if (boundIn(module, handing.scope, name) !== scope || !isMeant(search.follower, handing)) continue;
      const done = doneTo(search, handing.to, hops);
      const here = done === null || handing.part === null ? done : inPart(done, handing.part);
      if (here === null) continue;
      all = bounded(joined(all ?? noMutations(), substituted(here, handing)));
      // Anything may be put anywhere already.
      if (all.members.get(ANY_KEY)?.some(({ expr }) => expr === all?.appends[0]?.expr) === true) return all;
    }
  return all;
}

/** What a function does to a parameter, itself and by what it hands it on to. */
function doneTo(search: Search, { module, scope, param }: Taker, hops: number): OpenMutations | null {
  const key = `${module.path} ${String(scope)} ${param}`;
  if (search.asked.has(key)) return null;
  search.left -= 1;
  if (search.left < 0 || hops > MAX_HOPS) return anything(module, scope);
  search.asked.add(key);
  const itself = changedParameters(module, scope)?.get(param) ?? null;
  const further = throughCalls(search, module, holdersOfParameter(module, scope, param), hops + 1);
  search.asked.delete(key);
  if (itself === null || further === null) return itself ?? further;
  return joined(itself, further);
}

/** With what the call passes in the place of parameters that are put there as they are. */
function substituted({ appends, members }: Mutations, handing: Handing): OpenMutations {
  // Whether the call itself is made, and when, is not known.
  const branch = handing.call.span;
  const put = (one: Put): Put => ({ ...one, ...passed(one, handing), branch, asks: null });
  return {
    appends: appends.map(put),
    members: new Map([...members].map(([key, puts]) => [key, puts.map(put)])),
    branches: new Set([branch]),
  };
}

function passed(one: Put, { module, scope, call, to }: Handing): Partial<Put> {
  const { expr } = one;
  const [item] = expr.kind === 'list' && expr.items.length === 1 && expr.complete ? expr.items : [];
  const named = item ?? expr;
  if (named.kind !== 'name' || one.module !== to.module) return {};
  const binding = lookUp(one.module, one.scope, named.name);
  if (binding?.param == null || binding.sets.length > 0 || binding.scope !== to.scope) return {};
  const given = passedFor(call, to.module.scopes[to.scope]?.params ?? [], named.name);
  if (given === undefined) return {};
  // What is appended is a list of it.
  return { module, scope, expr: expr.kind === 'list' ? { ...expr, items: [given] } : given };
}

/** Something was not followed: anything may be put anywhere. */
function anything(module: ModuleIr, scope: number): OpenMutations {
  const span: Span = { startLine: 1, endLine: 1 };
  const expr: Expr = { kind: 'unknown', text: 'what is not followed', span };
  const put: Put = { module, scope, expr, branch: span, asks: null };
  return { appends: [put], members: new Map([[ANY_KEY, [put]]]), branches: new Set([span]) };
}

/** What is more than is kept may be anything under any key. */
function bounded(found: OpenMutations): OpenMutations {
  const { appends, members } = found;
  const more = appends[MAX_PUTS] ?? [...members.values()].flat()[MAX_PUTS];
  if (more === undefined) return found;
  const expr: Expr = { kind: 'unknown', text: 'more than are kept', span: more.expr.span };
  const any: Put = { ...more, expr };
  return { appends: [any], members: new Map([[ANY_KEY, [any]]]), branches: found.branches };
}
