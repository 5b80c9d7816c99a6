import type { ClassIr, ModuleIr } from '../../ir.ts';
import { enclosingClass } from '../../resolve/bindings.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { passedFor } from '../calls/callers.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import type { ToolPlace } from '../tools/tool-place.ts';

/** Classes above a class; a longer chain is generated. */
const MAX_ABOVE = 40;

/** `self.tools`. */
export function isField({ expr }: Located): boolean {
  return expr.kind === 'member' && expr.object.kind === 'name' && expr.object.name === 'self';
}

interface Held {
  readonly module: ModuleIr;
  readonly cls: ClassIr;
}

const lines = new WeakMap<Recognition, Map<ClassIr, readonly Held[]>>();

/** The class itself and all above it that the program holds. */
function lineOf(recognition: Recognition, own: Held): readonly Held[] {
  const known = lines.get(recognition) ?? new Map<ClassIr, readonly Held[]>();
  lines.set(recognition, known);
  const before = known.get(own.cls);
  if (before !== undefined) return before;
  const line = readLine(recognition, own);
  known.set(own.cls, line);
  return line;
}

function readLine({ resolver }: Recognition, own: Held): readonly Held[] {
  const line: Held[] = [own];
  for (const { module, cls } of line) {
    if (line.length > MAX_ABOVE) break;
    const scope = module.scopes[cls.scope]?.parent ?? 0;
    for (const expr of cls.bases) {
      const base = resolver.cls({ module, scope, expr });
      if (base !== null && !line.some((one) => one.cls === base.cls)) line.push(base);
    }
  }
  return line;
}

const joined = new WeakMap<Recognition, readonly (readonly Held[])[]>();

/** Those of all classes that join several, gone through once. */
function joinedLines(recognition: Recognition): readonly (readonly Held[])[] {
  const known = joined.get(recognition);
  if (known !== undefined) return known;
  const found = [...recognition.program.modules.values()].flatMap((module) =>
    module.declaring.flatMap(({ classes }) =>
      classes.flatMap((cls) => (cls.bases.length > 1 ? [lineOf(recognition, { module, cls })] : [])),
    ),
  );
  joined.set(recognition, found);
  return found;
}

/** Whether one object may be of both classes. */
function mayBeOne(recognition: Recognition, one: Held, other: Held): boolean {
  const has = (line: readonly Held[], { cls }: Held): boolean => line.some((above) => above.cls === cls);
  if (has(lineOf(recognition, one), other) || has(lineOf(recognition, other), one)) return true;
  return joinedLines(recognition).some((line) => has(line, one) && has(line, other));
}

/**
 * Of the calls of a method those that may be made on the object that holds a field: `self.tools`, which a method of the base class
 * adds to, is no other subclass's. Null where that is not so: the list is the class's, or one that others hold too.
 *
 * @param field `self.tools`, where an agent is given it.
 * @param added What the method adds, where it stands in it.
 */
function callsOnOwner(
  recognition: Recognition,
  field: Located,
  added: Located,
): ((call: LocatedCall) => boolean) | null {
  const { expr } = field;
  const cls = enclosingClass(field.module, field.scope);
  const adder = enclosingClass(added.module, added.scope);
  if (expr.kind !== 'member' || cls === null || adder === null) return null;
  const own: Held = { module: field.module, cls };
  const line = lineOf(recognition, own);
  if (!line.some((one) => one.cls === adder)) return null;
  const sets = line.flatMap((one) => one.cls.assignments.filter(({ op }) => op === 'set'));
  // A list of the class is one for all of its objects, and one that was handed over may be, too.
  if (sets.some(({ target }) => target === expr.property)) return null;
  const values = sets.filter(({ target }) => target === `self.${expr.property}`);
  if (values.length === 0 || values.some(({ value }) => value.kind !== 'list')) return null;
  return (call) => {
    const { callee } = call.expr;
    const receiver = callee.kind === 'member' ? within(call, callee.object) : null;
    // One of several is asked for none of them.
    if (receiver === null || recognition.resolver.value(receiver).kind === 'either') return true;
    const on = recognition.resolver.cls(receiver);
    return on === null || mayBeOne(recognition, own, on);
  };
}

/** What callers pass for an entry; of what a method adds to the owner's own field only what is passed on the owner. */
export function passedTo(
  recognition: Recognition,
  parameter: Resolved & { readonly kind: 'parameter' },
  { field }: ToolPlace,
): readonly Located[] {
  const own = field === undefined ? null : callsOnOwner(recognition, field, parameter.at);
  return passedFor(recognition, parameter, undefined, own);
}
