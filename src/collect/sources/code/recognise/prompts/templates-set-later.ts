import type { Assignment, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { isCall, type Recognition } from '../recognition/recognition.ts';

/** `prompt.template = …`, `prompt.messages[0].prompt.template = …`. */
const TEMPLATE = /\.template$/;

const setsOfModule = new WeakMap<ModuleIr, readonly Assignment[]>();

function templateSets(module: ModuleIr): readonly Assignment[] {
  const known = setsOfModule.get(module);
  if (known !== undefined) return known;
  const found = module.memberSets.filter(({ target, op }) => op === 'set' && TEMPLATE.test(target));
  setsOfModule.set(module, found);
  return found;
}

/**
 * The text that a template is given once it was made, wherever that was: a prompt from a hub says what the program puts before it.
 *
 * @returns What was set last, and the call that made the template; null where none was set.
 */
export function templateSetLater(
  recognition: Recognition,
  at: Located,
): { readonly text: Located; readonly made: Located } | null {
  // By the module alone first: hardly any sets one.
  if (templateSets(at.module).length === 0 && at.expr.kind !== 'name' && at.expr.kind !== 'member')
    return null;
  const made = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(made)) return null;
  const { module } = made;
  const set = templateSets(module).findLast(({ target, scope, span }) => {
    const name = target.split('.')[0] ?? target;
    const holder: Located = { module, scope, expr: { kind: 'name', name, span } };
    return recognition.resolver.value(holder).at.expr === made.expr;
  });
  return set === undefined ? null : { text: { module, scope: set.scope, expr: set.value }, made };
}
