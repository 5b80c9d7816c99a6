import type { Assignment, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { messageAt, type MessageReaders } from './message-list.ts';
import { TEMPLATE } from './message-symbols.ts';

/** `prompt.template = …`, `prompt.messages[0].prompt.template = …`. */
const SET = /\.template$/;
/** The message that is set; `*` where its place was not written. */
const MESSAGE_SET = /\.(?:messages|promptMessages)\.(\d+|\*)\./;
/** Templates that are filled in part, in each other. */
const MAX_DEPTH = 4;

const setsOfModule = new WeakMap<ModuleIr, readonly Assignment[]>();

function templateSets(module: ModuleIr): readonly Assignment[] {
  const known = setsOfModule.get(module);
  if (known !== undefined) return known;
  const found = module.memberSets.filter(({ target, op }) => op === 'set' && SET.test(target));
  setsOfModule.set(module, found);
  return found;
}

/** A text that a template is given once it was made. */
interface SetLater {
  readonly text: Located;
  /** The place of the message whose text it is; null for the whole template. */
  readonly message: string | null;
}

/** Texts that a template is given once it was made, wherever that was: the last one first. */
export interface TemplateSets {
  readonly sets: readonly SetLater[];
  /** The call that made the template. */
  readonly made: LocatedCall;
}

/**
 * What a template is told later: a prompt from a hub says what the program puts before it. Whether it is set before the template
 * is asked is not read, so that what it was made with may be sent, too.
 *
 * @returns Null where none was set.
 */
export function templatesSetLater(recognition: Recognition, at: Located): TemplateSets | null {
  // By the module alone first: hardly any sets one.
  if (templateSets(at.module).length === 0 && at.expr.kind !== 'name' && at.expr.kind !== 'member')
    return null;
  const made = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(made)) return null;
  const { module } = made;
  const sets = templateSets(module).filter(({ target, scope, span }) => {
    const name = target.split('.')[0] ?? target;
    const holder: Located = { module, scope, expr: { kind: 'name', name, span } };
    return recognition.resolver.value(holder).at.expr === made.expr;
  });
  if (sets.length === 0) return null;
  const told = sets.map(({ target, scope, value }) => ({
    text: { module, scope, expr: value },
    message: MESSAGE_SET.exec(target)?.[1] ?? null,
  }));
  return { sets: told.reverse(), made };
}

/** The messages that a template was made of; null where they stand elsewhere. */
function messagesOf(recognition: Recognition, made: LocatedCall, depth = 0): Located | null {
  if (TEMPLATE.test(calledSymbol(recognition, made)?.symbol ?? '')) {
    const given = argument(recognition, made, ['messages', '0']);
    return given.kind === 'given' ? given.at : null;
  }
  const { callee } = made.expr;
  if (depth > MAX_DEPTH || callee.kind !== 'member' || callee.property !== 'partial') return null;
  const { at } = recognition.resolver.value(within(made, callee.object));
  return isCall(at) ? messagesOf(recognition, at, depth + 1) : null;
}

/** Whether a text that is set is the system's: that of another message instructs nobody. */
export function isOfSystem(
  recognition: Recognition,
  made: LocatedCall,
  { message }: SetLater,
  read: MessageReaders,
): boolean | 'maybe' {
  if (message === null) return true;
  const given = messagesOf(recognition, made);
  const list = given === null ? null : recognition.resolver.list(given);
  const isAny = message === '*';
  if (list === null) return isAny ? 'maybe' : true;
  if (!list.complete) return 'maybe';
  const all = list.items.map((item) => messageAt(recognition, item, read));
  const meant = isAny ? all : all.slice(Number(message), Number(message) + 1);
  if (meant.every((one) => one === 'of another')) return false;
  // Of several messages of the system the first is what is told.
  const isFirst = all.findIndex((one) => one !== 'of another') === Number(message);
  return isFirst && meant[0] !== null ? true : 'maybe';
}
