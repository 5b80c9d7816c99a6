import { lookUp } from '../../resolve/bindings.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument, textOf } from '../calls/arguments.ts';
import { frameOf, valueIn, type BodyFrame } from '../latitude/body-frame.ts';
import type { InFramework } from '../catalog/catalog.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** A call of a function of the program that makes a tool and gives it back, and what it passed for the function's parameters. */
export interface MadeBy {
  readonly at: LocatedCall;
  readonly frame: BodyFrame;
}

/** Functions that make a tool by calling the next one. */
const MAX_MAKERS = 4;

/** The one call that a name of the same module is assigned. */
export function assignedCall({ module, scope, expr }: Located): LocatedCall | null {
  const sets = expr.kind === 'name' ? (lookUp(module, scope, expr.name)?.sets ?? []) : [];
  const [only] = sets;
  return only?.value.kind === 'call' && sets.length === 1
    ? { module, scope: only.scope, expr: only.value }
    : null;
}

/**
 * The call by which an entry of a tool list has a function of the program make its tool.
 *
 * @param made Where the tool is made. Null where that is in no function that the entry calls, or where one of the functions gives
 *   back one of several things.
 */
function madeBy(recognition: Recognition, entry: Located, made: Located): MadeBy | null {
  const at = isCall(entry) ? entry : assignedCall(entry);
  let frame: BodyFrame | null = null;
  let call = at;
  for (let step = 0; step < MAX_MAKERS && call !== null && !call.expr.isNew; step += 1) {
    const called = recognition.resolver.fn(within(call, call.expr.callee));
    if (called === null) break;
    const { module, fn } = called;
    const outer: BodyFrame = frame ?? { ...called, chosen: new Set(), passed: new Map(), depth: 0 };
    frame = frameOf(recognition, { kind: 'inside', ...called }, call, outer);
    const [expr] = fn.returns;
    const returned = expr === undefined || fn.returns.length > 1 ? null : { module, scope: fn.scope, expr };
    call = returned === null ? null : isCall(returned) ? returned : assignedCall(returned);
  }
  return at !== null && frame !== null && isInside(made, frame.module, frame.fn.scope) ? { at, frame } : null;
}

/** Whether names are looked up in a scope, or in one that it encloses. */
function isInside(at: Located, module: Located['module'], scope: number): boolean {
  if (at.module !== module) return false;
  for (let one: number | null = at.scope; one !== null; one = module.scopes[one]?.parent ?? null)
    if (one === scope) return true;
  return false;
}

/** What stands at an argument of the call that makes a tool, with what was passed in the place of parameters. */
function argumentIn(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
  by: MadeBy | null,
): Resolved | null {
  const given = argument(recognition, call, paths);
  if (given.kind !== 'given') return null;
  const value = recognition.resolver.value(given.at);
  return by === null ? value : valueIn(recognition, value, by.frame);
}

/** As `textArgument`, with what was passed in the place of parameters. */
export function textIn(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
  by: MadeBy | null,
): string | null {
  const value = argumentIn(recognition, call, paths, by);
  return value === null ? null : textOf(value);
}

/**
 * Whether an argument of the call that makes a tool is decided by what a function was passed, and not where the entry stands: one
 * such call makes as many tools as the function is called.
 */
function isPassed(
  recognition: Recognition,
  entry: Located,
  call: LocatedCall,
  rows: readonly (readonly string[] | undefined)[],
): boolean {
  return rows.some((paths) => {
    const given = argument(recognition, call, paths);
    return given.kind === 'given' && holdsPassed(recognition.resolver.value(given.at), entry);
  });
}

function holdsPassed(value: Resolved, entry: Located): boolean {
  switch (value.kind) {
    case 'parameter':
      return !isInside(entry, value.at.module, value.at.scope);
    case 'text':
      return value.parts.some((part) => typeof part !== 'string' && holdsPassed(part, entry));
    case 'either':
      return value.options.some((option) => holdsPassed(option, entry));
    default:
      return false;
  }
}

/** Where an argument stands, or what a function that makes the tool was passed for it. */
export function placeOf(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
  by: MadeBy | null,
): Located | null {
  const given = argument(recognition, call, paths);
  if (given.kind !== 'given') return null;
  const passed = by === null ? null : argumentIn(recognition, call, paths, by);
  // Only in the place of a parameter: what is written where the tool is made keeps its place.
  return passed !== null && recognition.resolver.value(given.at).kind === 'parameter' ? passed.at : given.at;
}

/** How a tool is made that an entry of a list stands for. */
interface Making {
  /** Where it is said what is made: the entry where a function makes the tool of what that passes, else where it is made. */
  readonly at: Located;
  readonly by: MadeBy | null;
  /** The one call makes several tools, and which of them is meant was not found. */
  readonly isOneOfSeveral: boolean;
}

export function makingOf(
  recognition: Recognition,
  entry: Located,
  { call, made }: { readonly call: LocatedCall; readonly made: Located },
  { row }: InFramework<'tools'>,
  key: string | null,
): Making {
  const { name, description, schema, body } = row.arguments;
  const rows = [name, description, schema, body ?? (row.form === 'decorator' ? ['0'] : undefined)];
  if (!isPassed(recognition, entry, call, rows)) return { at: made, by: null, isOneOfSeveral: false };
  const by = madeBy(recognition, entry, made);
  const said = argumentIn(recognition, call, name, by);
  // Without its name nobody could tell it from the others.
  const isNamed = key !== null || said === null || textOf(said) !== null;
  if (by === null || !isNamed) return { at: made, by: null, isOneOfSeveral: true };
  // A loop's call makes one for each; the first stands for them.
  const isOneOfSeveral = rows.some((paths) => argumentIn(recognition, call, paths, by)?.kind === 'either');
  return { at: by.at, by, isOneOfSeveral };
}
