import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument, textOf } from '../calls/arguments.ts';
import { ALL_CALLERS, passedFor } from '../calls/callers.ts';
import { calledSymbol, isCall, type Recognition } from '../recognition/recognition.ts';
import { filledTemplate, fillings } from './filled-templates.ts';
import { promptText } from './prompt-text.ts';
import type { PromptText } from './read-text.ts';

/** Letters that are written of what the system says: less is put together of what others say. */
const MIN_SYSTEM = 6;
/** Letters that are written of a text without holes, for it to be more than what somebody typed to try a model out. */
export const MIN_WHOLE = 200;
/** Of a text with holes: whoever left them wrote it for the program. */
const MIN_AROUND_HOLES = 24;
/** Functions that hand on what they are handed. */
const MAX_DEPTH = 2;
const SYSTEM_MESSAGE = /(\.|#)SystemMessage$/;
const USER_MESSAGE = /(\.|#)HumanMessage$/;
/** OpenAI calls the system's turn the developer's. */
const SYSTEM_ROLE = /^(system|developer)$/;
const USER_ROLE = /^(user|human)$/;

/** A text that tells a model what to do, and whose turn it is sent as. */
export interface RequestText {
  readonly text: PromptText;
  readonly role: 'system' | 'user';
}

interface Message {
  readonly role: string | null;
  readonly content: Located;
}

/** A message object, a pair, or a dictionary with a role; null for everything else. */
function messageAt(recognition: Recognition, item: Located): Message | null {
  if (isCall(item)) {
    const symbol = calledSymbol(recognition, item)?.symbol ?? '';
    const role = SYSTEM_MESSAGE.test(symbol) ? 'system' : USER_MESSAGE.test(symbol) ? 'user' : null;
    const content = role === null ? null : argument(recognition, item, ['content', '0.content', '0']);
    return content?.kind === 'given' ? { role, content: content.at } : null;
  }
  const pair = item.expr.kind === 'list' ? recognition.resolver.list(item)?.items : undefined;
  const object = pair === undefined ? recognition.resolver.object(item) : null;
  const said = pair?.[0] ?? object?.entries.get('role');
  // Gemini calls the content parts, and a message without a role is the user's.
  const parts = object?.entries.get('parts');
  const content = pair?.[1] ?? object?.entries.get('content') ?? parts;
  if (content === undefined) return null;
  if (said === undefined) return parts === undefined ? null : { role: 'user', content };
  return { role: textOf(recognition.resolver.value(said)), content };
}

/** The text of a content: itself, or that of its only part that is one, beside images. */
function textPart(recognition: Recognition, content: Located): Located | null {
  const parts = recognition.resolver.list(content);
  if (parts === null) return content;
  const texts = parts.items.flatMap((part) => recognition.resolver.object(part)?.entries.get('text') ?? []);
  const [only] = texts;
  return only !== undefined && texts.length === 1 ? only : null;
}

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** Whether there is more than holes. */
function isWritten({ text, variables }: PromptText): boolean {
  return letters(text) - letters(variables?.join('') ?? '') >= MIN_SYSTEM;
}

/** Whether the program wrote what it sends: what a user typed is in holes alone. */
function isInstruction(found: Resolved): boolean {
  if (found.kind === 'known') return typeof found.value === 'string' && letters(found.value) >= MIN_WHOLE;
  if (found.kind !== 'text') return false;
  const written = found.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  return letters(written) >= MIN_AROUND_HOLES;
}

/** One of what may stand in a place. */
interface Standing {
  readonly at: Located;
  readonly found: Resolved;
}

/** Alternatives of alternatives, flat. */
function options(found: Resolved): readonly Standing[] {
  return found.kind === 'either' ? found.options.flatMap(options) : [{ at: found.at, found }];
}

/** Each of what may stand in a place; for a parameter, what the program's callers pass. */
function standing(recognition: Recognition, at: Located, depth = 0): readonly Standing[] {
  const found = recognition.resolver.value(at);
  const all = found.kind === 'either' ? options(found) : [{ at, found }];
  return all.flatMap((one) =>
    one.found.kind === 'parameter' && depth < MAX_DEPTH
      ? passedFor(recognition, one.found, ALL_CALLERS).flatMap((passed) =>
          standing(recognition, passed, depth + 1),
        )
      : [one],
  );
}

/** What may turn out to instruct a model, before its text is read: that costs more than to find out whether a model is asked. */
export type UnreadText = () => RequestText | null;

/** What instructs a model by its place (`system`, `instructions`), however short: of that which is written. */
function systemTextsUnread(recognition: Recognition, content: Located): readonly UnreadText[] {
  const part = textPart(recognition, content);
  if (part === null) return [];
  return standing(recognition, part).map(({ at }) => () => {
    const text = promptText(recognition, at);
    return text === null || !isWritten(text) ? null : { text, role: 'system' };
  });
}

export function systemTexts(recognition: Recognition, content: Located): readonly RequestText[] {
  return systemTextsUnread(recognition, content).flatMap((read) => read() ?? []);
}

/** Of what is sent as the user's only turn: templates, and texts that are long enough to have been written to instruct. */
function userTexts(recognition: Recognition, content: Located): readonly UnreadText[] {
  const part = textPart(recognition, content);
  if (part === null) return [];
  return standing(recognition, part).flatMap(({ at, found }) => {
    const filled = fillings(recognition, at);
    const isWhole = isInstruction(found);
    if (filled.length === 0 && !isWhole) return [];
    return (): RequestText | null => {
      const text = filledTemplate(recognition, filled) ?? (isWhole ? promptText(recognition, at) : null);
      return text === null ? null : { text, role: 'user' };
    };
  });
}

/**
 * The instructions among what is sent to a model: what is said as the system, else the user's turn where it is the only one.
 * With several turns it is a conversation, in which no one of the user's is the instruction.
 *
 * @param messages A list of messages, or a text alone.
 */
export function requestTexts(recognition: Recognition, messages: Located): readonly RequestText[] {
  return requestTextsUnread(recognition, messages).flatMap((read) => read() ?? []);
}

/** The same before any of it is read; empty where there is nothing to read. */
export function requestTextsUnread(recognition: Recognition, messages: Located): readonly UnreadText[] {
  return standing(recognition, messages).flatMap(({ at }) => sentIn(recognition, at));
}

function sentIn(recognition: Recognition, at: Located): readonly UnreadText[] {
  const list = recognition.resolver.list(at);
  if (list === null) return userTexts(recognition, at);
  const said = list.items.map((item) => messageAt(recognition, item));
  const system = said.filter((message) => SYSTEM_ROLE.test(message?.role ?? ''));
  if (system.length > 0)
    return system.flatMap((message) =>
      message === null ? [] : systemTextsUnread(recognition, message.content),
    );
  const [only] = said;
  const isLone = list.complete && said.length === 1 && only !== null && only !== undefined;
  return isLone && USER_ROLE.test(only.role ?? '') ? userTexts(recognition, only.content) : [];
}
