import { enclosingClass } from '../../resolve/bindings.ts';
import type { ClassIr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { ALL_CALLERS, passedFor } from '../calls/callers.ts';
import { within, type Recognition } from '../recognition/recognition.ts';
import type { FieldHolders } from './field-holders.ts';

type Parameter = Resolved & { readonly kind: 'parameter' };

/** Functions that hand on what they are handed, and alternatives among it. */
const MAX_DEPTH = 4;
/** An annotation that names one class; of all others it may be an object of any. */
const ONE_CLASS = /^["']?([A-Za-z_]\w*)["']?$/;

/** The rest of a symbol for a module itself, or a class of it. */
const MODULE_OR_CLASS = /^$|(^|\.)[A-Z]\w*$/;

/** Whether an object is of a class: it may be, nothing speaks for it, or it is known to be another. */
type Reach = 'may be' | 'unlikely' | 'never';

/** The class of an object: that which it is made of, whose method says `super()`, or which annotates it; null for all others. */
function classOf({ resolver }: Recognition, at: Located, found: Resolved): ClassIr | null {
  const { expr, module, scope } = at;
  if (expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'super')
    return enclosingClass(module, scope);
  const name = found.kind === 'parameter' ? ONE_CLASS.exec(annotationOf(found) ?? '')?.[1] : undefined;
  const type = name === undefined ? expr : { kind: 'name' as const, name, span: expr.span };
  return resolver.cls(within(name === undefined ? at : found.at, type))?.cls ?? null;
}

function annotationOf({ at, name, path }: Parameter): string | null {
  for (let scope: number | null = at.scope; scope !== null; scope = at.module.scopes[scope]?.parent ?? null) {
    const param = at.module.scopes[scope]?.params.find((one) => one.name === name);
    if (param !== undefined) return path.length === 0 ? param.type : null;
  }
  return null;
}

/** A module or a class of a library is no object of the program's; what a call of it gave back may be. */
function isOfLibrary(found: Resolved): boolean {
  if (found.kind === 'unresolved') return found.why === 'a module';
  return found.kind === 'package' && MODULE_OR_CLASS.test(found.symbol.symbol);
}

/**
 * Whether a value may be an object of the classes that have a field, or one of these classes. What is not known may be one where it
 * comes from a module that has to do with them: that imports them, over any number of steps.
 */
export function mayBeOf(recognition: Recognition, holders: FieldHolders, at: Located, depth = 0): Reach {
  const { resolver, program } = recognition;
  const found = resolver.value(at);
  const own = classOf(recognition, at, found);
  if (own !== null) return holders.classes.has(own) ? 'may be' : 'never';
  if (isOfLibrary(found)) return 'never';
  if (depth < MAX_DEPTH && (found.kind === 'either' || found.kind === 'parameter')) {
    const several =
      found.kind === 'either'
        ? found.options.map((option) => option.at)
        : passedFor(recognition, found, ALL_CALLERS);
    const reaches = several.map((one) => mayBeOf(recognition, holders, one, depth + 1));
    if (reaches.includes('may be') || several.length >= ALL_CALLERS) return 'may be';
    if (found.kind === 'either' && reaches.every((reach) => reach === 'never')) return 'never';
    // Those who call it were seen, and hand over something else; there may be others.
    if (several.length > 0) return 'unlikely';
  }
  const near = program.importersOf(holders.own.map(({ module }) => module));
  return near.has(at.module) ? 'may be' : 'unlikely';
}
