import type { Expr, ModuleIr } from '../../ir.ts';

/** Names for names for names: aliases, factories and imports in a row. */
const MAX_ROUNDS = 6;

/**
 * Last names under which what certain calls make may be met: of variables and fields, of functions that give it back, and of
 * imports. Errs towards too many, since the resolver has the last word.
 */
export function heldNames(modules: Iterable<ModuleIr>, made: ReadonlySet<Expr>): ReadonlySet<string> {
  const names = new Set<string>();
  for (let round = 0, before = -1; round < MAX_ROUNDS && before !== names.size; round++) {
    before = names.size;
    for (const module of modules) addFrom(module, made, names);
  }
  return names;
}

function addFrom(module: ModuleIr, made: ReadonlySet<Expr>, names: Set<string>): void {
  for (const { imported, local } of module.imports) if (names.has(imported)) names.add(local);
  for (const { name, local } of module.exports) if (names.has(local)) names.add(name);
  for (const scope of module.scopes) {
    for (const { target, value } of scope.assignments)
      if (holds(value, made, names, 0)) names.add(lastName(target));
    for (const cls of scope.classes)
      for (const { target, value } of cls.assignments)
        if (holds(value, made, names, 0)) names.add(lastName(target));
    for (const { defaultValue, name } of scope.params)
      if (defaultValue !== null && holds(defaultValue, made, names, 0)) names.add(name);
    for (const fn of scope.functions)
      if (fn.name !== null && fn.returns.some((value) => holds(value, made, names, 0))) names.add(fn.name);
  }
}

function lastName(target: string): string {
  return target.slice(target.lastIndexOf('.') + 1);
}

/** Whether a value is, or has in it, something that goes by one of the names; the keys under which it has it are names too. */
function holds(expr: Expr, made: ReadonlySet<Expr>, names: Set<string>, depth: number): boolean {
  if (depth > MAX_ROUNDS) return false;
  if (made.has(expr)) return true;
  switch (expr.kind) {
    case 'name':
      return names.has(expr.name);
    case 'member':
      return names.has(expr.property);
    case 'call':
      // A class may keep what it is handed under the name by which it is handed.
      for (const { name, value } of expr.named) if (holds(value, made, names, depth + 1)) names.add(name);
      return holds(expr.callee, made, names, depth + 1);
    case 'index':
      return holds(expr.object, made, names, depth + 1);
    case 'function':
      return expr.fn.returns.some((value) => holds(value, made, names, depth + 1));
    case 'either':
      return expr.options.some((one) => holds(one, made, names, depth + 1));
    case 'list':
      return expr.items.some((one) => holds(one, made, names, depth + 1));
    case 'object': {
      const held = expr.entries.filter(({ value }) => holds(value, made, names, depth + 1));
      for (const { key } of held) names.add(key);
      return held.length > 0;
    }
    default:
      return false;
  }
}
