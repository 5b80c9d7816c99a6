import type { Assignment, Expr, ModuleIr, Scope } from '../../ir.ts';
import { mutationsByName, type OpenMutations, type Put } from './scope-mutations.ts';

const own = new WeakMap<Scope, ReadonlyMap<string, OpenMutations>>();

/** What a function itself does to what it takes, by parameter; null where it does nothing. */
export function changedParameters(module: ModuleIr, at: number): ReadonlyMap<string, OpenMutations> | null {
  const scope = module.scopes[at];
  if (scope === undefined || !module.takers.includes(at)) return null;
  const known = own.get(scope);
  if (known !== undefined) return known;
  const byName = mutationsByName(module, scope.assignments);
  const made = new Map<string, OpenMutations>();
  for (const { name } of scope.params) {
    const done = byName.get(name);
    const left = done === undefined ? null : withoutCopied(scope.assignments, name, done);
    if (left !== null) made.set(name, left);
  }
  own.set(scope, made);
  return made;
}

/** Without what is done to a copy of what was handed over: `options = dict(options)`. Null where nothing is left. */
function withoutCopied(
  assignments: readonly Assignment[],
  name: string,
  done: OpenMutations,
): OpenMutations | null {
  const copied = assignments.find(
    ({ target, op, branch, value }) => target === name && op === 'set' && branch === null && isCopy(value),
  );
  if (copied === undefined) return done;
  const isBefore = ({ expr }: Put): boolean => expr.span.startLine < copied.span.startLine;
  const members = [...done.members].map(([key, puts]) => [key, puts.filter(isBefore)] as const);
  const left = members.filter(([, puts]) => puts.length > 0);
  const appends = done.appends.filter(isBefore);
  return appends.length + left.length === 0 ? null : { ...done, appends, members: new Map(left) };
}

function isCopy(value: Expr): boolean {
  if (value.kind === 'object' || value.kind === 'list') return true;
  if (value.kind !== 'call') return false;
  const { callee } = value;
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return /^(dict|list|copy|deepcopy|slice|structuredClone|clone|cloneDeep)$/.test(name);
}
