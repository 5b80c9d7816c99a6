import type { Assignment, Expr, Guard, ModuleIr, Span } from '../ir.ts';
import { lookUp } from './bindings.ts';
import type { EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';

/** A value that was put into another, where it stands. */
export interface Put extends Located {
  /** The branch in which it was put there and the other was not made; null where it is put there whenever the other is made. */
  readonly branch: Span | null;
  /** Conditions on names without which it is not put there. */
  readonly asks: readonly Guard[] | null;
}

/** What is done to a value after it was assigned: items appended, members set. */
interface Mutations {
  readonly appends: readonly Put[];
  /** `tools.search = …` under `search`; `*` where the key was computed, `**` what was merged into it. */
  readonly members: ReadonlyMap<string, readonly Put[]>;
  /** All branches of these. */
  readonly branches: ReadonlySet<Span>;
}

/** While they are being collected. */
interface OpenMutations {
  readonly appends: Put[];
  readonly members: Map<string, Put[]>;
  readonly branches: Set<Span>;
}

type ByValue = Map<Expr, OpenMutations>;

/** Names for names for names. */
const MAX_ALIASES = 4;
/** Shared by all values that nothing is done to. */
const NONE: Mutations = { appends: [], members: new Map(), branches: new Set() };
const inModules = new WeakMap<ModuleIr, ByValue>();
const acrossModules = new WeakMap<EntityFollower['modules'], ByValue>();

/** Mutations of the value of an assignment, through the name to which it was assigned, here or where it is imported. */
export function mutationsOf(entities: EntityFollower, { module, expr }: Located): Mutations {
  let byValue = inModules.get(module);
  if (byValue === undefined) inModules.set(module, (byValue = collect(module)));
  const own = byValue.get(expr);
  const others = acrossModules.get(entities.modules)?.get(expr);
  if (own === undefined || others === undefined) return own ?? others ?? NONE;
  return joined(own, others);
}

/** To be called once, before anything is asked: what modules do to the values that they import. */
export function findImportedMutations(entities: EntityFollower): void {
  const byValue: ByValue = new Map();
  for (const module of entities.modules.values()) collectImported(entities, module, byValue);
  acrossModules.set(entities.modules, byValue);
}

/** All mutations of a module, by the expression that was assigned to the changed name. */
function collect(module: ModuleIr): ByValue {
  const byValue: ByValue = new Map();
  for (const scope of module.scopes) {
    // A class's own assignments are read with those of its methods below.
    if (scope.kind !== 'class') collectFrom(module, scope.assignments, byValue);
    for (const cls of scope.classes) collectFrom(module, cls.assignments.map(withoutReceiver), byValue);
  }
  return byValue;
}

/** A class attribute is the same by its plain name and through `self`. */
function withoutReceiver(assignment: Assignment): Assignment {
  const { target } = assignment;
  return target.startsWith('self.') ? { ...assignment, target: target.slice('self.'.length) } : assignment;
}

/** Of one scope: changes through a name, given to every value that the scope assigns to it. */
function collectFrom(module: ModuleIr, assignments: readonly Assignment[], byValue: ByValue): void {
  const byName = new Map<string, OpenMutations>();
  for (const assignment of assignments) {
    const root = changedName(assignment);
    if (root === null) continue;
    let mutations = byName.get(root);
    if (mutations === undefined)
      byName.set(root, (mutations = { appends: [], members: new Map(), branches: new Set() }));
    record(mutations, module, assignment, root);
  }
  if (byName.size === 0) return;
  followAliases(assignments, byName);
  for (const { target, op, value, span } of assignments) {
    const mutations = op === 'set' ? byName.get(target) : undefined;
    if (mutations !== undefined) addTo(byValue, value, mutations, span);
  }
}

/** `other = one` and then `other.append(x)`: done to both. */
function followAliases(assignments: readonly Assignment[], byName: Map<string, OpenMutations>): void {
  const followed = new Set<Assignment>();
  for (let round = 0, before = -1; round < MAX_ALIASES && before !== followed.size; round++) {
    before = followed.size;
    for (const assignment of assignments) {
      const { target, op, value } = assignment;
      const done =
        op === 'set' && value.kind === 'name' && value.name !== target ? byName.get(target) : undefined;
      if (done === undefined || value.kind !== 'name' || followed.has(assignment)) continue;
      followed.add(assignment);
      byName.set(value.name, joined(byName.get(value.name) ?? NONE, done));
    }
  }
}

function joined(one: Mutations, other: Mutations): OpenMutations {
  const members = new Map([...one.members].map(([key, values]) => [key, [...values]]));
  for (const [key, values] of other.members) members.set(key, [...(members.get(key) ?? []), ...values]);
  return {
    appends: [...one.appends, ...other.appends],
    members,
    branches: new Set([...one.branches, ...other.branches]),
  };
}

/** Told apart by where the value is made: what is put into it in the same branch is always in it. */
function addTo(byValue: ByValue, value: Expr, mutations: OpenMutations, made: Span): void {
  const { appends, members, branches } = mutations;
  const known = byValue.get(value);
  const around = [...branches].filter((branch) => isWithin(made, branch));
  // Nearly always nobody else has it, and no branch is around both.
  if (known === undefined && around.length === 0) {
    byValue.set(value, mutations);
    return;
  }
  const relative = (put: Put): Put =>
    put.branch === null || !around.includes(put.branch) ? put : { ...put, branch: null };
  byValue.set(
    value,
    joined(known ?? NONE, {
      branches,
      appends: appends.map(relative),
      members: new Map([...members].map(([key, values]) => [key, values.map(relative)])),
    }),
  );
}

/** By lines: two branches on one line are one. */
export function isWithin(inner: Span, outer: Span): boolean {
  return inner.startLine >= outer.startLine && inner.endLine <= outer.endLine;
}

/** The name whose value an assignment changes; null where it gives the name a new value. */
function changedName({ target, op }: Assignment): string | null {
  const dot = target.startsWith('exports.') ? -1 : target.indexOf('.');
  if (dot >= 0) return target.slice(0, dot);
  return op === 'append' ? target : null;
}

/** An append, or a value under the key at which it was put; what is appended to a member changes the member, not this. */
function record(mutations: OpenMutations, module: ModuleIr, assignment: Assignment, root: string): void {
  const { target, op, scope, value, branch, asks } = assignment;
  const at: Put = { module, scope, expr: value, branch, asks };
  if (branch !== null) mutations.branches.add(branch);
  if (target === root) mutations.appends.push(at);
  else if (op === 'set') {
    const key = target.slice(root.length + 1);
    mutations.members.set(key, [...(mutations.members.get(key) ?? []), at]);
  }
}

/** `from .registry import TOOLS` and then `TOOLS.append(x)`: the list is another module's. */
function collectImported(entities: EntityFollower, module: ModuleIr, byValue: ByValue): void {
  for (const assignment of module.assignments) {
    const root = changedName(assignment);
    const binding = root === null ? null : lookUp(module, 0, root);
    if (root === null || binding === null || binding.imports.length === 0 || binding.sets.length > 0)
      continue;
    const { span } = assignment;
    const entity = entities.entity({ module, scope: 0, expr: { kind: 'name', name: root, span } });
    for (const option of entity.kind === 'either' ? entity.options : [entity]) {
      if (option.kind !== 'expr') continue;
      let mutations = byValue.get(option.at.expr);
      if (mutations === undefined)
        byValue.set(option.at.expr, (mutations = { appends: [], members: new Map(), branches: new Set() }));
      record(mutations, module, assignment, root);
    }
  }
}
