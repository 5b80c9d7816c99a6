import type { Assignment, Expr, ModuleIr } from '../ir.ts';

/** What is done to a value after it was assigned: items appended, members set. */
interface Mutations {
  readonly appends: Assignment[];
  /** `tools.search = …` under `search`; `*` where the key was computed. */
  readonly members: Map<string, Assignment[]>;
  /** `agent.tools.append(…)` under `tools`. */
  readonly memberAppends: Map<string, Assignment[]>;
}

/** Shared by all values that nothing is done to. */
const NONE = emptyMutations();
const cache = new WeakMap<ModuleIr, ReadonlyMap<Expr, Mutations>>();

function emptyMutations(): Mutations {
  return { appends: [], members: new Map(), memberAppends: new Map() };
}

/** Mutations of the value of an assignment, through the name to which it was assigned. */
export function mutationsOf(module: ModuleIr, value: Expr): Mutations {
  let byValue = cache.get(module);
  if (byValue === undefined) cache.set(module, (byValue = collect(module)));
  return byValue.get(value) ?? NONE;
}

function collect(module: ModuleIr): ReadonlyMap<Expr, Mutations> {
  const byValue = new Map<Expr, Mutations>();
  for (const scope of module.scopes) {
    // A class's own assignments are read with those of its methods below.
    if (scope.kind !== 'class') collectFrom(scope.assignments, byValue);
    for (const cls of scope.classes) collectFrom(cls.assignments.map(withoutReceiver), byValue);
  }
  return byValue;
}

/** A class attribute is the same by its plain name and through `self`. */
function withoutReceiver(assignment: Assignment): Assignment {
  const { target } = assignment;
  return target.startsWith('self.') ? { ...assignment, target: target.slice('self.'.length) } : assignment;
}

function collectFrom(assignments: readonly Assignment[], byValue: Map<Expr, Mutations>): void {
  const byName = new Map<string, Mutations>();
  for (const assignment of assignments) {
    const { target, op } = assignment;
    const dot = target.startsWith('exports.') ? -1 : target.indexOf('.');
    // A new value, not a change of one.
    if (op === 'set' && dot < 0) continue;
    const name = dot < 0 ? target : target.slice(0, dot);
    let mutations = byName.get(name);
    if (mutations === undefined) byName.set(name, (mutations = emptyMutations()));
    if (dot < 0) mutations.appends.push(assignment);
    else {
      const key = target.slice(dot + 1);
      const byKey = op === 'set' ? mutations.members : mutations.memberAppends;
      byKey.set(key, [...(byKey.get(key) ?? []), assignment]);
    }
  }
  for (const { target, op, value } of byName.size === 0 ? [] : assignments) {
    const mutations = op === 'set' ? byName.get(target) : undefined;
    if (mutations !== undefined) byValue.set(value, mutations);
  }
}
