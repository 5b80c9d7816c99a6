import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { dependents } from '../values/taint.ts';
import type { BodyFrame } from './body-frame.ts';
import { emptyReach, type BodyReach } from './body-reach.ts';
import { BodyWalk } from './body-walk.ts';

/** All are looked at for each tool; a function with more of them is generated. */
const MAX_BRANCHES = 400;
const NOTHING: ReadonlySet<string> = new Set();

/** A function that runs whichever tool it is told the name of, and where it is told. */
export interface Dispatcher {
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
  /** The parameter, and the member of it where it holds more: `request` and `params.name`. */
  readonly parameter: string;
  readonly path: string;
  /** Parameters in which the model's arguments come. */
  readonly given: readonly string[];
  /** Functions that are handed this one and run it. */
  readonly wrappers: readonly { readonly module: ModuleIr; readonly fn: FunctionIr }[];
}

/**
 * What a dispatcher does for one of its tools.
 *
 * @param takesNothing The tool is declared without arguments.
 * @returns Null where it was not found which part of the dispatcher is the tool's.
 */
export function reachOfCalled(
  recognition: Recognition,
  dispatcher: Dispatcher,
  name: string,
  takesNothing: boolean,
): BodyReach | null {
  const { module, fn, parameter, path, given, wrappers } = dispatcher;
  if (fn.branches.length > MAX_BRANCHES) return null;
  const marker: Located = { module, scope: fn.scope, expr: { kind: 'string', value: name, span: fn.span } };
  const isName = ({ value }: FunctionIr['assignments'][number]): boolean => {
    const found = recognition.resolver.value({ module, scope: fn.scope, expr: value });
    return found.kind === 'parameter' && found.name === parameter && found.path.join('.') === path;
  };
  // The name is no choice any more: it is the tool's.
  const others = { ...fn, assignments: fn.assignments.filter((one) => !isName(one)) };
  const frame: BodyFrame = {
    module,
    fn,
    chosen: dependents(module, others, given),
    passed: new Map(),
    depth: 0,
  };
  const passed = new Map([
    [path === '' ? parameter : `${parameter}.${path}`, { at: marker, frame: { ...frame, chosen: NOTHING } }],
  ]);
  const reach = emptyReach(takesNothing ? [] : given);
  const walk = new BodyWalk(recognition, { ...frame, passed }, reach, { name, marker });
  walk.run();
  if (!walk.isTold) return null;
  for (const wrapper of wrappers)
    new BodyWalk(recognition, { ...wrapper, chosen: NOTHING, passed: new Map(), depth: 0 }, reach).run();
  return reach;
}
