import { lookUp, seenFrom } from './bindings.ts';
import type { Entity, EntityFollower } from './entity.ts';
import type { Condition, Located } from './resolver.ts';

/** Names, imports and functions between an expression and what decides. */
const MAX_NESTED = 6;

/**
 * What decides which of several values an expression has; null where nothing does: names that are set again and again hold
 * one value after the other, and those of a class are set by whoever makes it.
 */
export function choiceOf(entities: EntityFollower, at: Located, depth = 0): Condition | null {
  const { module, expr } = at;
  if (depth > MAX_NESTED) return null;
  switch (expr.kind) {
    case 'either':
    case 'index':
      return { module, span: expr.span, isBranch: false };
    case 'name':
      return choiceOfName(entities, at, expr.name, depth);
    case 'call': {
      const callee = entities.entity({ ...at, expr: expr.callee });
      if (callee.kind !== 'expr' || callee.at.expr.kind !== 'function') return null;
      const { fn } = callee.at.expr;
      const [first] = fn.returns;
      if (first === undefined) return null;
      if (fn.returns.length > 1) return { module: callee.at.module, span: first.span, isBranch: false };
      return choiceOf(entities, { module: callee.at.module, scope: fn.scope, expr: first }, depth + 1);
    }
    default:
      return null;
  }
}

function choiceOfName(
  entities: EntityFollower,
  { module, scope, expr: mention }: Located,
  name: string,
  depth: number,
): Condition | null {
  const all = lookUp(module, scope, name);
  const binding = all === null ? null : seenFrom(all, scope, mention.span);
  const branch = binding?.sets.find((set) => set.branch !== null)?.branch ?? null;
  const [set, ...others] = binding?.sets ?? [];
  if (set !== undefined && others.length > 0)
    return branch === null ? null : { module, span: branch, isBranch: true };
  if (set !== undefined) return choiceOf(entities, { module, scope: set.scope, expr: set.value }, depth + 1);
  const [entry] = binding?.imports ?? [];
  const path =
    entry === undefined ? null : entities.index.resolve(module.path, module.language, entry.module);
  const from = path === null ? undefined : entities.modules.get(path);
  if (entry === undefined || from === undefined) return null;
  const expr = { kind: 'name', name: entry.imported, span: entry.span } as const;
  return choiceOf(entities, { module: from, scope: 0, expr }, depth + 1);
}

/** The same for two mentions of one thing; null where nothing is known of it. */
export function identityOf(entity: Entity): unknown {
  if (entity.kind === 'expr') return entity.at.expr;
  return entity.kind === 'package' && entity.symbol.origin === null ? entity.symbol.qualified : null;
}
