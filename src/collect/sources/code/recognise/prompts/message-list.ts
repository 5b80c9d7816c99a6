import type { Located } from '../../resolve/resolver.ts';
import { textOf } from '../calls/arguments.ts';
import { calledSymbol, isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { unreadText, wholeText } from './filled-text.ts';
import { OTHER_MESSAGE } from './message-symbols.ts';
import type { PromptText, Read } from './read-text.ts';

/** How what messages hold is read: their texts, and message objects. */
export interface MessageReaders {
  readonly text: Read;
  readonly call: (call: LocatedCall) => PromptText | null;
}

/** The text of one message of the system: an object or a pair with a role, or a message object; null where nobody can tell. */
export function messageAt(
  recognition: Recognition,
  item: Located,
  read: MessageReaders,
): PromptText | 'of another' | null {
  // LangChain's `("system", "…")`.
  const pair = item.expr.kind === 'list' ? recognition.resolver.list(item)?.items : undefined;
  const object = pair === undefined ? recognition.resolver.object(item) : null;
  const role = pair?.[0] ?? object?.entries.get('role');
  const content = pair?.[1] ?? object?.entries.get('content');
  if (role === undefined || content === undefined) {
    const message = isCall(item) ? read.call(item) : null;
    if (message !== null || !isCall(item)) return message;
    return OTHER_MESSAGE.test(calledSymbol(recognition, item)?.symbol ?? '') ? 'of another' : null;
  }
  const said = textOf(recognition.resolver.value(role));
  if (said === 'system') return read.text(content) ?? unreadText(content);
  return said === null ? null : 'of another';
}

/** The system text of a list of messages; empty where it holds none, null where nobody can tell. */
export function systemMessage(
  recognition: Recognition,
  at: Located,
  read: MessageReaders,
): PromptText | null {
  const list = recognition.resolver.list(at);
  let isKnown = list?.complete === true;
  for (const item of list?.items ?? []) {
    const message = messageAt(recognition, item, read);
    if (message !== null && message !== 'of another') return message;
    isKnown &&= message !== null;
  }
  return isKnown ? wholeText('', at) : null;
}
