import type { Assignment, Expr, ModuleIr } from '../ir.ts';
import { lookUp } from './bindings.ts';
import type { EntityFollower } from './entity.ts';
import type { Located } from './resolver.ts';

/** What is done to a value after it was assigned: items appended, members set. Each is the value that was put there. */
interface Mutations {
  readonly appends: Located[];
  /** `tools.search = …` under `search`; `*` where the key was computed, `**` what was merged into it. */
  readonly members: Map<string, Located[]>;
}

type ByValue = Map<Expr, Mutations>;

/** Shared by all values that nothing is done to. */
const NONE: Mutations = { appends: [], members: new Map() };
const inModules = new WeakMap<ModuleIr, ByValue>();
const acrossModules = new WeakMap<EntityFollower['modules'], ByValue>();

/** Mutations of the value of an assignment, through the name to which it was assigned, here or where it is imported. */
export function mutationsOf(entities: EntityFollower, { module, expr }: Located): Mutations {
  let byValue = inModules.get(module);
  if (byValue === undefined) inModules.set(module, (byValue = collect(module)));
  const own = byValue.get(expr);
  const others = acrossModules.get(entities.modules)?.get(expr);
  if (own === undefined || others === undefined) return own ?? others ?? NONE;
  const members = new Map(own.members);
  for (const [key, values] of others.members) members.set(key, [...(members.get(key) ?? []), ...values]);
  return { appends: [...own.appends, ...others.appends], members };
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
  const byName = new Map<string, Mutations>();
  for (const assignment of assignments) {
    const root = changedName(assignment);
    if (root === null) continue;
    let mutations = byName.get(root);
    if (mutations === undefined) byName.set(root, (mutations = { appends: [], members: new Map() }));
    addTo(mutations, module, assignment, root);
  }
  for (const { target, op, value } of byName.size === 0 ? [] : assignments) {
    const mutations = op === 'set' ? byName.get(target) : undefined;
    if (mutations !== undefined) byValue.set(value, mutations);
  }
}

/** The name whose value an assignment changes; null where it gives the name a new value. */
function changedName({ target, op }: Assignment): string | null {
  const dot = target.startsWith('exports.') ? -1 : target.indexOf('.');
  if (dot >= 0) return target.slice(0, dot);
  return op === 'append' ? target : null;
}

/** An append, or a value under the key at which it was put; what is appended to a member changes the member, not this. */
function addTo(mutations: Mutations, module: ModuleIr, assignment: Assignment, root: string): void {
  const { target, op, scope, value } = assignment;
  const at: Located = { module, scope, expr: value };
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
        byValue.set(option.at.expr, (mutations = { appends: [], members: new Map() }));
      addTo(mutations, module, assignment, root);
    }
  }
}
