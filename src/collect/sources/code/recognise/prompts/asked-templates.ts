import type { Expr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { within, isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { asksWith, inputsOf, namedInputs, type Asked } from './asked-chains.ts';
import { fillingAt } from './filled-text.ts';
import { withWritten } from './partial-values.ts';
import { promptText } from './prompt-text.ts';
import type { PromptText, Read } from './read-text.ts';
import { startReading } from './reading-budget.ts';
import { unreadImporters } from './unread-importers.ts';
import { hasSecret, mayHoldSecret, writtenIn } from './written-text.ts';
import type { Written } from './written-texts.ts';

/** What one call hands to a template. */
interface Handed {
  readonly written: readonly Written[];
  /** Texts by the names that they are filled in for. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What may be filled in by a call of which it is not known what it asks, by name, where a secret may be in it. */
interface Doubts {
  readonly names: ReadonlySet<string>;
  readonly isAny: boolean;
}

const doubts = new WeakMap<Expr, Doubts>();
const unread = new WeakMap<ModuleIr, boolean>();

/** Values that a record holds under a name, and under names that are not known. */
function valuesFor(recognition: Recognition, record: Located, name: string): readonly Located[] {
  const object = recognition.resolver.object(record);
  if (object === null) return [];
  const own = object.entries.get(name);
  const others = object.alternatives.filter(({ key }) => key === name).map(({ value }) => value);
  return [...(own === undefined ? [] : [own]), ...others, ...object.others];
}

function handedBy(recognition: Recognition, { call, before }: Asked, prompt: PromptText, read: Read): Handed {
  const written: Written[] = [];
  const texts = new Map<string, string>();
  const put = (name: string, at: Located): void => {
    const { text, others, isSearched } = fillingAt(recognition, at, read);
    if (text !== null && !texts.has(name)) texts.set(name, text);
    written.push({ texts: text === null ? others : [text, ...others], isWhole: isSearched });
  };
  for (const input of inputsOf(recognition, call)) {
    const object = recognition.resolver.object(input);
    // What stands in front may hand on any of it, under another name.
    if (object?.allValues !== true || before.length > 0 || prompt.variables === null)
      written.push(writtenIn(recognition, input, read));
    for (const name of prompt.variables ?? [])
      for (const at of valuesFor(recognition, input, name)) put(name, at);
  }
  const isMeant = (name: string): boolean => prompt.variables?.includes(name) !== false;
  for (const [name, at] of namedInputs(call)) if (isMeant(name)) put(name, at);
  for (const step of before)
    for (const [name, at] of valuesMade(recognition, step)) if (isMeant(name)) put(name, at);
  return { written, texts };
}

/** `{"key": lambda _: KEY} | prompt`, `RunnablePassthrough.assign(key=lambda _: KEY)`: what functions of the program give back. */
function* valuesMade(recognition: Recognition, step: Located): Generator<readonly [string, Located]> {
  const object = recognition.resolver.object(step);
  const named = isCall(step)
    ? step.expr.named.map(({ name, value }) => [name, within(step, value)] as const)
    : [];
  for (const [name, at] of [...(object?.entries ?? []), ...named]) {
    const made = recognition.resolver.fn(at);
    for (const expr of made?.fn.returns ?? [])
      if (made !== null) yield [name, { module: made.module, scope: made.fn.scope, expr }];
  }
}

/** A secret may be cut in two: the lines with a place in them, filled in. */
function filledLines(prompt: PromptText, texts: ReadonlyMap<string, string>): Written {
  const filled = prompt.inspected.split('\n').flatMap((line) => {
    let said = line;
    for (const [name, text] of texts) said = said.replaceAll(`{${name}}`, () => text);
    return said === line ? [] : [said];
  });
  return { texts: filled, isWhole: true };
}

function doubtsOf(recognition: Recognition, call: LocatedCall, read: Read): Doubts {
  const known = doubts.get(call.expr);
  if (known !== undefined) return known;
  startReading(recognition);
  const names = new Set<string>();
  let isAny = false;
  const isDoubtful = (at: Located): boolean => mayHoldSecret(recognition, at, read);
  for (const input of inputsOf(recognition, call)) {
    const object = recognition.resolver.object(input);
    if (object?.allValues !== true) isAny ||= isDoubtful(input);
    else {
      for (const [name, at] of object.entries) if (isDoubtful(at)) names.add(name);
      for (const { key, value } of object.alternatives) if (isDoubtful(value)) names.add(key);
      isAny ||= object.others.some(isDoubtful);
    }
  }
  for (const [name, at] of namedInputs(call)) if (isDoubtful(at)) names.add(name);
  const found = { names, isAny };
  doubts.set(call.expr, found);
  return found;
}

const SECRET_UNREAD =
  'imports what asks a model and names no library of AI itself: a secret is written in it, and it was not read what that is handed to';

/** Whether a file that was not read may ask a chain of the module with a secret: one that imports it, and has one in its text. */
function mayBeHandedUnread(recognition: Recognition, module: ModuleIr): boolean {
  const known = unread.get(module);
  if (known !== undefined) return known;
  let isFound = false;
  for (const { path, text } of unreadImporters(recognition, [module])) {
    if (!hasSecret(recognition, text)) continue;
    recognition.sink.gap(path, 'unresolved', SECRET_UNREAD);
    isFound = true;
  }
  unread.set(module, isFound);
  return isFound;
}

/**
 * A template in a chain with what the chain is asked with: LangChain puts that into its places, also where something stood there
 * before. A call that may ask any chain counts where it hands over what may hold a secret, under a name that the template has.
 */
export function withAsked(recognition: Recognition, prompt: PromptText, step: Located): PromptText {
  if (prompt.variables?.length === 0) return prompt;
  startReading(recognition);
  const read: Read = (at) => promptText(recognition, at);
  const { asked, others } = asksWith(recognition, step);
  const handed = asked.map((one) => handedBy(recognition, one, prompt, read));
  const open = new Set(prompt.open);
  const isReplaced = handed.some(({ texts }) => [...texts.keys()].some((name) => !open.has(name)));
  const isElsewhere = mayBeHandedUnread(recognition, step.module);
  const isInDoubt = others.some((call) => {
    const { names, isAny } = doubtsOf(recognition, call, read);
    return (
      isAny || (prompt.variables === null ? names.size > 0 : prompt.variables.some((name) => names.has(name)))
    );
  });
  const written = handed.flatMap((one) => [...one.written, filledLines(prompt, one.texts)]);
  return withWritten(
    {
      ...prompt,
      resolved: prompt.resolved && !isReplaced,
      searched: prompt.searched && !isInDoubt && !isElsewhere,
    },
    written,
  );
}
