import type { Assignment, ModuleIr, Scope } from '../../ir.ts';
import { lookUp } from '../../resolve/bindings.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { mentions } from './taint.ts';

/** Of the sets of one name those whose value can stand where it is read; all of them where no condition was read. */
function live(sets: readonly Assignment[], line: number): readonly Assignment[] {
  const killer = sets.findLastIndex(({ always, span }) => always && span.endLine < line);
  if (killer < 0) return sets;
  // Those that come after the place are only met there in a loop, and are then under its condition.
  return sets.filter(({ always, span }, place) => place >= killer && (span.endLine < line || !always));
}

/**
 * What an expression is worth where it stands: of a name that is set several times the last that is surely passed, and what may
 * have come since. Read in another function or module it may be any that was not set again at once.
 */
export function valueAt(recognition: Recognition, at: Located): Resolved {
  const { module, scope, expr } = at;
  const binding = expr.kind === 'name' ? lookUp(module, scope, expr.name) : null;
  const sets = binding?.scope === scope ? binding.sets : [];
  const left = live(sets, expr.span.startLine);
  if (left.length === sets.length) return withoutOverwritten(recognition.resolver.value(at));
  const options = left.map((set) =>
    recognition.resolver.value({ module, scope: set.scope, expr: set.value }),
  );
  const [only] = options;
  return only !== undefined && options.length === 1 ? only : { kind: 'either', options, at };
}

function withoutOverwritten(resolved: Resolved): Resolved {
  if (resolved.kind !== 'either') return resolved;
  const options = resolved.options.filter(({ at: { module, scope, expr } }) => {
    const holder = module.scopes[scope];
    const set = holder?.assignments.find(({ value }) => value === expr);
    return holder === undefined || set === undefined || !isOverwritten(module, holder, set);
  });
  const [only] = options;
  if (only === undefined) return resolved;
  return options.length === 1 ? only : { ...resolved, options };
}

/** Whether the value is gone before anything could read it: the name is surely set again, and nothing between may have read it. */
export function isOverwritten(module: ModuleIr, { assignments }: Scope, set: Assignment): boolean {
  const place = assignments.indexOf(set);
  const next = assignments.findIndex(
    ({ target, op, always, scope }, later) =>
      later > place && target === set.target && op === 'set' && always && scope === set.scope,
  );
  const again = assignments[next];
  if (again === undefined) return false;
  const names = new Set([set.target.split('.')[0] ?? set.target]);
  const isRead = assignments.slice(place + 1, next + 1).some(({ value }) => mentions(value, names));
  const isCalled = module.callSites.some(
    ({ call: { span } }) => span.startLine > set.span.endLine && span.startLine < again.span.startLine,
  );
  return !isRead && !isCalled;
}
