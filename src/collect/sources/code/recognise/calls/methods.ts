import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { LocatedClass } from '../../resolve/resolver.ts';
import type { Recognition } from '../recognition/recognition.ts';

/** The method of a class or of those above it; null where no class of the program has it. */
export function methodOf(
  recognition: Recognition,
  own: LocatedClass,
  names: readonly string[],
): { readonly module: ModuleIr; readonly fn: FunctionIr } | null {
  for (const { module, cls } of recognition.resolver.lineage(own)) {
    const fn = cls.methods.find(({ name }) => name !== null && names.includes(name));
    if (fn !== undefined) return { module, fn };
  }
  return null;
}
