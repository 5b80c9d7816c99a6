import type { Assignment, ClassIr, Expr, ModuleIr, Span } from '../../ir.ts';
import { enclosingClass, lookUp } from '../bindings.ts';
import type { EntityFollower } from '../entity.ts';
import type { CallsNamed, Located } from '../resolver.ts';
import { handedMutations } from './handed-mutations.ts';
import {
  changedName,
  inPart,
  joined,
  mutationsByName,
  noMutations,
  partsOf,
  record,
  type Mutations,
  type OpenMutations,
  type Put,
} from './scope-mutations.ts';
import { findHandings, type Handings } from './takers.ts';

type ByValue = Map<Expr, OpenMutations>;

/** What is done to values outside of the names that hold them. */
interface Elsewhere {
  readonly imported: ByValue;
  /** By functions that are handed them, as far as was asked. */
  readonly handed: Map<Expr, Mutations | null>;
  /** Null until it is known which calls there are. */
  handings: (() => Handings) | null;
}

/** Parts of parts. */
const MAX_NESTED = 4;
/** Shared by all values that nothing is done to. */
const NONE: Mutations = noMutations();
const inModules = new WeakMap<ModuleIr, ByValue>();
const acrossModules = new WeakMap<EntityFollower['modules'], Elsewhere>();

/** What is done to a value, through names of its own module, where it is imported, and by functions that are handed it. */
export function mutationsOf(entities: EntityFollower, { module, expr }: Located): Mutations {
  let byValue = inModules.get(module);
  if (byValue === undefined) inModules.set(module, (byValue = collect(module)));
  const own = byValue.get(expr);
  const elsewhere = acrossModules.get(entities.modules);
  const others = elsewhere?.imported.get(expr);
  const handed = elsewhere === undefined ? null : handedOf(entities, elsewhere, module, expr);
  const here = own === undefined || others === undefined ? (own ?? others ?? NONE) : joined(own, others);
  return handed === null ? here : joined(here, handed);
}

function handedOf(
  entities: EntityFollower,
  { handed, handings }: Elsewhere,
  module: ModuleIr,
  value: Expr,
): Mutations | null {
  if (handings === null) return null;
  const known = handed.get(value);
  if (known !== undefined) return known;
  const found = handedMutations(entities, handings(), module, value);
  handed.set(value, found);
  return found;
}

/** From here on it is known what functions do to what they are handed. */
export function followHandedValues(entities: EntityFollower, callsNamed: CallsNamed): void {
  const elsewhere = acrossModules.get(entities.modules);
  let found: Handings | null = null;
  if (elsewhere !== undefined) elsewhere.handings = () => (found ??= findHandings(entities, callsNamed));
}

/** To be called once, before anything is asked: what modules do to the values that they import. */
export function findImportedMutations(entities: EntityFollower): void {
  const imported: ByValue = new Map();
  for (const module of entities.modules.values()) collectImported(entities, module, imported);
  acrossModules.set(entities.modules, { imported, handed: new Map(), handings: null });
}

/** All mutations of a module, by the expression that was assigned to the changed name. */
function collect(module: ModuleIr): ByValue {
  const byValue: ByValue = new Map();
  const fields = new Map<ClassIr, OpenMutations>();
  module.scopes.forEach(({ kind, assignments }, scope) => {
    // A class's own assignments are read with those of its methods below.
    if (kind === 'class') return;
    const byName = mutationsByName(module, assignments);
    addToValues(byValue, assignments, byName);
    // `given = self.given` and then `given["bucket"] = …`.
    const done = byName.get('self');
    const cls = done === undefined ? null : enclosingClass(module, scope);
    if (done !== undefined && cls !== null) fields.set(cls, joined(fields.get(cls) ?? NONE, done));
  });
  for (const { classes } of module.declaring)
    for (const cls of classes) collectFields(module, cls, fields, byValue);
  return byValue;
}

/** What a class's body and its methods do to its fields. */
function collectFields(
  module: ModuleIr,
  cls: ClassIr,
  fields: ReadonlyMap<ClassIr, Mutations>,
  byValue: ByValue,
): void {
  const assignments = cls.assignments.map(withoutReceiver);
  const byName = mutationsByName(module, assignments);
  const done = fields.get(cls);
  for (const field of new Set([...(done?.members.keys() ?? [])].map((key) => key.split('.')[0] ?? key))) {
    const own = done === undefined ? null : inPart(done, field);
    if (own !== null) byName.set(field, joined(byName.get(field) ?? NONE, own));
  }
  addToValues(byValue, assignments, byName);
}

/** A class attribute is the same by its plain name and through `self`. */
function withoutReceiver(assignment: Assignment): Assignment {
  const { target } = assignment;
  return target.startsWith('self.') ? { ...assignment, target: target.slice('self.'.length) } : assignment;
}

/** Changes through a name are given to every value that its scope assigns to it. */
function addToValues(
  byValue: ByValue,
  assignments: readonly Assignment[],
  byName: ReadonlyMap<string, OpenMutations>,
): void {
  if (byName.size === 0) return;
  const renewing = new Map<string, Assignment[]>();
  for (const one of assignments) {
    const known = one.always && one.op === 'set' && byName.has(one.target) ? renewing.get(one.target) : null;
    if (known === undefined) renewing.set(one.target, [one]);
    else known?.push(one);
  }
  for (const assignment of assignments) {
    const { target, op, value, span } = assignment;
    const mutations = op === 'set' ? byName.get(target) : undefined;
    if (mutations !== undefined)
      addTo(byValue, value, reaching(mutations, assignment, renewing.get(target) ?? []), span);
  }
}

/** Without what was done to another value that the name held before, or holds since: where it was surely set again. */
function reaching(mutations: OpenMutations, set: Assignment, renewing: readonly Assignment[]): OpenMutations {
  const next = renewing.find(({ scope, span }) => scope === set.scope && span.startLine > set.span.endLine);
  if (next === undefined && !set.always) return mutations;
  const isReaching = ({ scope, expr: { span } }: Put): boolean =>
    scope !== set.scope ||
    ((!set.always || span.endLine >= set.span.startLine) &&
      (next === undefined || span.startLine <= next.span.endLine));
  const { appends, members, branches } = mutations;
  if (appends.every(isReaching) && [...members.values()].flat().every(isReaching)) return mutations;
  return {
    appends: appends.filter(isReaching),
    members: new Map([...members].map(([key, puts]) => [key, puts.filter(isReaching)])),
    branches,
  };
}

/** Told apart by where the value is made: what is put into it in the same branch is always in it. */
function addTo(byValue: ByValue, value: Expr, mutations: OpenMutations, made: Span): void {
  addToParts(byValue, value, mutations, 0);
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

/** `options["inner"]["bucket"] = …`, `all[0].bucket = …`: what is done to the parts that are written in place. */
function addToParts(byValue: ByValue, value: Expr, mutations: Mutations, depth: number): void {
  if (depth > MAX_NESTED || ![...mutations.members.keys()].some((key) => key.includes('.'))) return;
  for (const [key, part] of partsOf(value)) {
    const own = inPart(mutations, key);
    if (own === null) continue;
    byValue.set(part, joined(byValue.get(part) ?? NONE, own));
    addToParts(byValue, part, own, depth + 1);
  }
}

/** By lines: two branches on one line are one. */
export function isWithin(inner: Span, outer: Span): boolean {
  return inner.startLine >= outer.startLine && inner.endLine <= outer.endLine;
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
      if (mutations === undefined) byValue.set(option.at.expr, (mutations = noMutations()));
      record(mutations, module, assignment, root);
    }
  }
}
