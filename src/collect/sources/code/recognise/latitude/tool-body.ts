import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { dependents } from '../values/taint.ts';
import type { BodyFrame } from './body-frame.ts';
import { emptyReach, type BodyReach } from './body-reach.ts';
import { BodyWalk } from './body-walk.ts';
import type { FieldLimits } from './field-limits.ts';

const NOTHING_HANDED: ReadonlyMap<string, Located> = new Map();

/**
 * Follows a function that a model calls, through the functions of the target, and says what it can do with what it is given.
 *
 * @param given Parameters whose value the model chooses; the others come from the framework.
 * @param handed What the function that made the body was handed, by its parameters: the body calls it by their names.
 * @param limits What the schema lets the model give, field by field.
 */
export function reachOf(
  recognition: Recognition,
  body: { readonly module: ModuleIr; readonly fn: FunctionIr },
  given: readonly string[],
  handed: ReadonlyMap<string, Located> = NOTHING_HANDED,
  limits?: FieldLimits,
): BodyReach {
  const chosen = dependents(body.module, body.fn, given);
  const outer: BodyFrame = { ...body, chosen: new Set(), passed: new Map(), depth: 0 };
  const passed = new Map([...handed].map(([name, at]) => [name, { at, frame: outer }] as const));
  return new BodyWalk(
    recognition,
    { ...body, chosen, passed, depth: 0 },
    emptyReach(given),
    null,
    limits,
  ).run();
}
