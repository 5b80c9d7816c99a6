import type { Expr } from '../../ir.ts';
import { lookUp } from '../../resolve/bindings.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { Flow } from './flow.ts';

/** A parameter, or a part of a destructured one, and what stands for the part where it is not passed. */
interface GuardParameter {
  readonly scope: number;
  readonly name: string;
  readonly part: string | null;
}

const LITERAL: ReadonlySet<Expr['kind']> = new Set(['string', 'number', 'boolean', 'null']);

/** What a condition asks about, where it is a parameter that is never set again; null for every other name. */
export function guardParameter({ module, scope }: Located, name: string): GuardParameter | null {
  const binding = lookUp(module, scope, name);
  if (binding === null) return null;
  const [set, ...others] = binding.sets;
  if (set === undefined) return binding.param === null ? null : { scope: binding.scope, name, part: null };
  if (others.length > 0 || binding.appends.length > 0) return null;
  const [value, ...defaults] = set.value.kind === 'either' ? set.value.options : [set.value];
  if (value?.kind !== 'member' || value.object.kind !== 'name' || !value.object.name.startsWith('#'))
    return null;
  if (!defaults.every(({ kind }) => LITERAL.has(kind))) return null;
  return { scope: binding.scope, name: value.object.name, part: value.property };
}

/** Whether what is passed is a literal in the call itself: whatever has a name may be something else by then. */
export function isWrittenInPlace(passed: Flow, { part }: GuardParameter): boolean {
  if (passed.kind !== 'at') return false;
  const { expr } = passed.at;
  if (part === null) return LITERAL.has(expr.kind);
  if (expr.kind !== 'object' || !expr.complete) return false;
  return expr.entries.every(({ key, value }) => key !== part || LITERAL.has(value.kind));
}
