import type { NodeId } from '#model';
import { verbsClause } from '#assess';
import type { NarrowedGrant, PolicyNarrowing } from '../policy-narrowing.ts';
import { listed } from './counted.ts';

/**
 * What of a policy stays and what goes, behind its name; empty where nothing is known of either.
 *
 * @param withLosers Whether the tools that lose something are named: where a log saw them they are told by it.
 * @param stepOf The step of the plan that changes a tool, after which the tool may need less; null where none does.
 */
export function narrowingText(
  { out, keep, unused, statements }: PolicyNarrowing,
  withLosers: boolean,
  stepOf: (tool: NodeId) => number | null,
): string {
  const losers = withLosers ? namesOf(out) : [];
  const lost = losers.length === 0 ? '' : `, which ${listed(losers)} will lose`;
  if (keep.length === 0) return out.length === 0 ? '' : `: out goes ${grantsText(out)}${lost}`;
  const stays = `: leave only ${grantsText(keep)}, ${neededText(keep, stepOf)}`;
  if (out.length === 0) return stays;
  const rest =
    unused.length === 0 ? '' : `, and with it all else that ${givers(statements)}, ${unusedText(unused)}`;
  return `${stays}; out goes ${grantsText(out)}${lost}${rest}`;
}

/** What no log tells of is not said to be unused. */
function unusedText(unused: PolicyNarrowing['unused']): string {
  if (unused.every(({ watched }) => watched)) return 'as nothing was built or seen to use the rest';
  const part = unused.some(({ watched }) => watched) ? 'part of it' : 'it';
  return `as nothing was built to use the rest (of ${part} no log was read: look whether anything does)`;
}

/** Who gives it, as far as the step names them. */
function givers(statements: number): string {
  return statements === 0
    ? 'the policy gives'
    : statements === 1
      ? 'the statement gives'
      : 'the statements give';
}

/** What is kept for a tool that another step changes is not kept for certain: it would be looked at twice. */
function neededText(keep: readonly NarrowedGrant[], stepOf: (tool: NodeId) => number | null): string {
  const users = [...new Map(keep.flatMap(({ tools }) => tools.map((tool) => [tool.id, tool]))).values()];
  const sure = listed(users.filter(({ id }) => stepOf(id) === null).map(({ name }) => name));
  const changed = users.filter(({ id }) => stepOf(id) !== null);
  const steps = [...new Set(changed.flatMap(({ id }) => stepOf(id) ?? []))].map(String);
  const later = listed(changed.map(({ name }) => name));
  const which = `${steps.length === 1 ? 'step' : 'steps'} ${listed(steps)}`;
  if (users.length === 0) return 'which is in use';
  if (changed.length === 0) return `for ${sure}`;
  if (changed.length === users.length) return `for ${later}: do ${which} first, it may be needed no more`;
  return `for ${sure} (and ${later}, if ${which} ${steps.length === 1 ? 'leaves' : 'leave'} it)`;
}

/** Steps after which nothing that is kept may be needed any more: they come before it. */
export function stepsBefore(
  { keep }: PolicyNarrowing,
  stepOf: (tool: NodeId) => number | null,
): readonly number[] {
  const steps = keep.flatMap(({ tools }) => tools.map(({ id }) => stepOf(id)));
  if (steps.includes(null)) return [];
  return [...new Set(steps.flatMap((one) => one ?? []))].sort((a, b) => a - b);
}

function namesOf(grants: readonly NarrowedGrant[]): readonly string[] {
  return [...new Set(grants.flatMap(({ tools }) => tools.map(({ name }) => name)))];
}

/** Stores that the same is done to stand together. */
function grantsText(grants: readonly NarrowedGrant[]): string {
  const verbs = new Map<string, string[]>();
  for (const { verb, store } of grants) verbs.set(store.name, [...(verbs.get(store.name) ?? []), verb]);
  const stores = new Map<string, string[]>();
  for (const [name, done] of verbs) {
    const key = verbsClause(done);
    stores.set(key, [...(stores.get(key) ?? []), name]);
  }
  return [...stores].map(([done, names]) => `${done} ${listed(names)}`).join(', and ');
}
