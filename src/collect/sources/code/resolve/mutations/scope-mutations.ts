import { ANY_KEY, dottedName } from '../../dotted-name.ts';
import type { Assignment, Expr, Guard, ModuleIr, Span } from '../../ir.ts';
import type { Located } from '../resolver.ts';

/** A value that was put into another, where it stands. */
export interface Put extends Located {
  /** The branch in which it was put there and the other was not made; null where it is put there whenever the other is made. */
  readonly branch: Span | null;
  /** Conditions on names without which it is not put there. */
  readonly asks: readonly Guard[] | null;
}

/** What is done to a value after it was assigned: items appended, members set. */
export interface Mutations {
  readonly appends: readonly Put[];
  /** `tools.search = …` under `search`; `*` where the key was computed, `**` what was merged into it. */
  readonly members: ReadonlyMap<string, readonly Put[]>;
  /** All branches of these. */
  readonly branches: ReadonlySet<Span>;
}

/** While they are being collected. */
export interface OpenMutations {
  readonly appends: Put[];
  readonly members: Map<string, Put[]>;
  readonly branches: Set<Span>;
}

/** Names for names for names. */
const MAX_ALIASES = 4;
/** Parts of parts. */
const MAX_PATH = 4;

export function noMutations(): OpenMutations {
  return { appends: [], members: new Map(), branches: new Set() };
}

/** What the statements of one scope do to values through its names. */
export function mutationsByName(
  module: ModuleIr,
  assignments: readonly Assignment[],
): Map<string, OpenMutations> {
  const byName = new Map<string, OpenMutations>();
  for (const assignment of assignments) {
    const root = changedName(assignment);
    if (root === null) continue;
    let mutations = byName.get(root);
    if (mutations === undefined) byName.set(root, (mutations = noMutations()));
    record(mutations, module, assignment, root);
  }
  if (byName.size > 0) followAliases(assignments, byName);
  return byName;
}

/** `other = one.part` and then `other.append(x)`: done to both. */
function followAliases(assignments: readonly Assignment[], byName: Map<string, OpenMutations>): void {
  const followed = new Set<Assignment>();
  for (let round = 0, before = -1; round < MAX_ALIASES && before !== followed.size; round++) {
    before = followed.size;
    for (const assignment of assignments) {
      const { target, op, value } = assignment;
      const done = op === 'set' ? byName.get(target) : undefined;
      const name = done === undefined || followed.has(assignment) ? null : dottedName(value);
      if (done === undefined || name === null || name.split('.')[0] === target) continue;
      followed.add(assignment);
      const [root = '', ...path] = name.split('.');
      const known = byName.get(root) ?? noMutations();
      byName.set(root, joined(known, path.length === 0 ? done : ofPart(done, path)));
    }
  }
}

/** What is done to a part, as done to the whole. What is appended to a part changes that alone. */
function ofPart({ members, branches }: Mutations, path: readonly string[]): Mutations {
  if (path.length > MAX_PATH) return noMutations();
  return {
    appends: [],
    members: new Map([...members].map(([key, puts]) => [`${path.join('.')}.${key}`, puts])),
    branches,
  };
}

/** What is done to the part of a whole that stands under a key; null where nothing is. */
export function inPart(mutations: Mutations, part: string): OpenMutations | null {
  const found = noMutations();
  for (const [key, puts] of mutations.members) {
    const dot = key.indexOf('.');
    const name = key.slice(0, dot);
    if (dot < 0 || (name !== part && name !== ANY_KEY)) continue;
    // Of one that was computed this may be it, or not.
    const own = name === part ? puts : puts.map((put) => ({ ...put, branch: put.branch ?? put.expr.span }));
    found.members.set(key.slice(dot + 1), [...(found.members.get(key.slice(dot + 1)) ?? []), ...own]);
  }
  for (const puts of found.members.values())
    for (const { branch } of puts) if (branch !== null) found.branches.add(branch);
  return found.members.size === 0 ? null : found;
}

/** The parts of a value that is written in place, each under its key. */
export function partsOf(value: Expr): readonly (readonly [string, Expr])[] {
  if (value.kind === 'object') return value.entries.map((entry) => [entry.key, entry.value]);
  return value.kind === 'list' ? value.items.map((item, place) => [String(place), item]) : [];
}

export function joined(one: Mutations, other: Mutations): OpenMutations {
  const members = new Map([...one.members].map(([key, values]) => [key, [...values]]));
  for (const [key, values] of other.members) members.set(key, [...(members.get(key) ?? []), ...values]);
  return {
    appends: [...one.appends, ...other.appends],
    members,
    branches: new Set([...one.branches, ...other.branches]),
  };
}

/** The name whose value an assignment changes; null where it gives the name a new value. */
export function changedName({ target, op }: Assignment): string | null {
  const dot = target.startsWith('exports.') ? -1 : target.indexOf('.');
  if (dot >= 0) return target.slice(0, dot);
  return op === 'append' ? target : null;
}

/** An append, or a value under the key at which it was put; what is appended to a member changes the member, not this. */
export function record(
  mutations: OpenMutations,
  module: ModuleIr,
  assignment: Assignment,
  root: string,
): void {
  const { target, op, scope, value, branch, asks } = assignment;
  const at: Put = { module, scope, expr: value, branch, asks };
  if (branch !== null) mutations.branches.add(branch);
  if (target === root) mutations.appends.push(at);
  else if (op === 'set') {
    const key = target.slice(root.length + 1);
    mutations.members.set(key, [...(mutations.members.get(key) ?? []), at]);
  }
}
