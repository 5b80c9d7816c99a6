import type { Expr, FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import type { BodyFrame } from './body-frame.ts';
import { isToolName, type CalledTool } from './called-tool.ts';

/** Names for names. */
const MAX_STEPS = 4;

/** What a table of the program holds under the name of the tool: `TABLE[name]`, `TABLE.get(name)`; null where it is asked by nothing like it. */
function entryFor(recognition: Recognition, frame: BodyFrame, tool: CalledTool, at: Located): Located | null {
  const { expr } = at;
  let asked: { readonly object: Expr; readonly key: Expr } | null = null;
  if (expr.kind === 'index') asked = { object: expr.object, key: expr.index };
  else if (isCall(at) && at.expr.callee.kind === 'member' && at.expr.callee.property === 'get') {
    const [key] = at.expr.args;
    if (key !== undefined) asked = { object: at.expr.callee.object, key };
  }
  if (asked === null || isToolName(recognition, frame, tool, within(at, asked.key)) !== 'yes') return null;
  const table = recognition.resolver.object(within(at, asked.object));
  return table?.entries.get(tool.name) ?? null;
}

/** What a name was assigned in the function, where that is one thing. */
function assigned(frame: BodyFrame, at: Located): Located {
  const { expr } = at;
  if (expr.kind !== 'name') return at;
  const sets = frame.fn.assignments.filter(({ target, op }) => target === expr.name && op === 'set');
  const [only] = sets;
  return only === undefined || sets.length > 1
    ? at
    : { module: at.module, scope: only.scope, expr: only.value };
}

/** A function of the program, and the call of it as if everything had been handed to it there. */
interface Picked {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
  readonly call: LocatedCall;
}

const PARTIAL = /^functools\.partial$/;

/** What stands in a table: a function, or one of which `partial(…)` has given some arguments already. */
function functionAt(recognition: Recognition, at: Located, call: LocatedCall): Picked | null {
  const { resolver } = recognition;
  const own = resolver.fn(at);
  if (own !== null) return { ...own, call };
  const made = isCall(at) ? at : resolver.value(at).at;
  if (!isCall(made) || !PARTIAL.test(calledSymbol(recognition, made)?.symbol ?? '')) return null;
  const [first, ...bound] = made.expr.args;
  const fn = first === undefined ? null : resolver.fn(within(made, first));
  // What was given before is looked up where the call stands: names of the module mean the same there.
  if (fn === null || made.module !== call.module || (made.scope !== 0 && made.scope !== call.scope))
    return null;
  const { args, named } = call.expr;
  const whole = { ...call.expr, args: [...bound, ...args], named: [...made.expr.named, ...named] };
  return { ...fn, call: { ...call, expr: whole } };
}

/**
 * The function that a call runs for a tool, where it is taken from a table by the tool's name: `HANDLERS[name](arguments)`,
 * `tool = TOOLS.get(name); tool.handler(arguments)`. Null for every other call.
 */
export function pickedFunction(
  recognition: Recognition,
  frame: BodyFrame,
  tool: CalledTool,
  call: LocatedCall,
): Picked | null {
  const path: string[] = [];
  let at = within(call, call.expr.callee);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const found = entryFor(recognition, frame, tool, at);
    if (found !== null) {
      const expr = path.reduce<Expr>(
        (object, property) => ({ kind: 'member', object, property, span: object.span }),
        found.expr,
      );
      return functionAt(recognition, within(found, expr), call);
    }
    const { expr } = at;
    if (expr.kind === 'member') {
      path.unshift(expr.property);
      at = within(at, expr.object);
    } else if (expr.kind === 'name') at = assigned(frame, at);
    else return null;
  }
  return null;
}
