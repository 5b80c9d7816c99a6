import { isWithin } from '../../resolve/mutations/mutations.ts';
import type { Located } from '../../resolve/resolver.ts';
import { argument, textOf, textsOf } from '../calls/arguments.ts';
import type { Argument } from '../calls/possible-arguments.ts';
import type { Filling, PromptText, Read } from './read-text.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { writtenIn } from './written-text.ts';
import type { Written } from './written-texts.ts';

/** Characters; a prompt longer than any model's context is data. */
const MAX_TEXT = 200_000;
/** Python's fields with their conversion and format, and the doubled braces that are none. */
const FIELD = /\{\{|\}\}|\{([^{}]*)\}/g;

/** A text that was read to its end, unless it is longer than is kept. */
export function wholeText(text: string, at: Located): PromptText {
  const kept = text.slice(0, MAX_TEXT);
  const isWhole = kept === text;
  return { text: kept, inspected: kept, variables: [], open: [], resolved: isWhole, searched: isWhole, at };
}

/** A text that is there and cannot be read. */
export function unreadText(at: Located): PromptText {
  return { text: '', inspected: '', variables: [], open: [], resolved: false, searched: false, at };
}

/** Cut at the bound, and then not whole. */
export function bounded(prompt: PromptText): PromptText {
  const { text, inspected } = prompt;
  if (text.length <= MAX_TEXT && inspected.length <= MAX_TEXT) return prompt;
  return {
    ...prompt,
    text: text.slice(0, MAX_TEXT),
    inspected: inspected.slice(0, MAX_TEXT),
    resolved: false,
    searched: false,
  };
}

export function fillingAt(recognition: Recognition, at: Located, read: Read): Filling {
  const value = recognition.resolver.value(at);
  if (value.kind === 'known')
    return { text: String(value.value), isWhole: true, others: [], isSearched: true };
  const piece = read(at);
  if (piece !== null && piece.inspected !== '')
    return {
      text: piece.inspected,
      isWhole: piece.resolved && piece.open.length === 0,
      others: [],
      isSearched: piece.searched,
    };
  const texts = textsOf(value);
  const written = writtenIn(recognition, at, read);
  return {
    text: texts.length === 0 ? null : texts.join('\n'),
    isWhole: false,
    others: written.texts,
    isSearched: written.isWhole,
  };
}

/**
 * What stands in one place of a template that was given a value before: LangChain takes what it is handed last.
 *
 * @param filling What `given` stands for; null where it is not given.
 * @param before What the template was given for that place; a later value that may be left out leaves it possible.
 */
export function lastOf(
  given: Argument,
  filling: Filling | null,
  before: Filling | undefined,
): Filling | null {
  if (before === undefined) return filling;
  if (given.kind === 'absent') return before;
  if (filling !== null && given.kind === 'given' && given.unsure === undefined) return filling;
  const earlier = before.text === null ? before.others : [before.text, ...before.others];
  return {
    text: filling?.text ?? before.text,
    isWhole: false,
    others: [...(filling?.others ?? []), ...earlier],
    isSearched: before.isSearched && filling?.isSearched !== false,
  };
}

/**
 * What is handed over for names whose places hold something already, and are no longer seen: it may be sent instead of that.
 *
 * @param names Those that have no place in the text as it is known.
 */
export function handedAgain(
  recognition: Recognition,
  names: Iterable<string>,
  valueOf: (name: string) => Argument,
  read: Read,
): Written {
  const texts: string[] = [];
  let isWhole = true;
  for (const name of names) {
    const given = valueOf(name);
    if (given.kind !== 'given') continue;
    const filling = fillingAt(recognition, given.at, read);
    texts.push(...(filling.text === null ? [] : [filling.text]), ...filling.others);
    isWhole &&= filling.isSearched;
  }
  return { texts, isWhole };
}

/** What was spread into a call may fill in any place. */
export function spreadInto(recognition: Recognition, call: LocatedCall, read: Read): Written {
  const all = call.expr.spreads.map((spread) => writtenIn(recognition, within(call, spread), read));
  return { texts: all.flatMap(({ texts }) => texts), isWhole: all.every(({ isWhole }) => isWhole) };
}

/** `{date}` of a text that is filled in later. */
export function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/(?<!\{)\{(\w+)\}/g)].map((found) => found[1] ?? ''))];
}

/** Where those of either are not known, those of both are not. */
function joined(left: PromptText['variables'], right: readonly string[]): PromptText['variables'] {
  return left === null ? null : [...new Set([...left, ...right])];
}

/** A text that stands in its template in place is known by the template's name. */
export function inTemplate(recognition: Recognition, text: PromptText, call: LocatedCall): PromptText {
  const { names } = recognition;
  const isInPlace = text.at.module === call.module && isWithin(text.at.expr.span, call.expr.span);
  return isInPlace && names.binding(text.at) === null && names.binding(call) !== null
    ? { ...text, at: call }
    : text;
}

/** Marks by which models tell turns apart, and the names of turns. */
const MARKS = /<[^<>]*>|\[[^[\]]*\]|\b(?:system|user|human|assistant|model)\b/gi;
/** Letters of a template's own, below which it only holds what is filled in; and of that, from which it says something. */
const MAX_FRAME = 6;
const MIN_FILLED = 24;

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** Whether a text is holes and marks alone: what instructs is put in elsewhere. */
export function saysNothing({ text }: PromptText): boolean {
  return text !== '' && letters(text.replace(FIELD, '').replace(MARKS, '')) === 0;
}

/** Whether a template says nothing by itself: `<|system|>\n{system}</s>`, filled with a text that does. */
function isFrame(template: string, filled: string): boolean {
  if (letters(template.replace(FIELD, '').replace(MARKS, '')) >= MAX_FRAME) return false;
  return letters(filled.replace(FIELD, '').replace(MARKS, '')) >= MIN_FILLED;
}

/**
 * `TEMPLATE.format(a, b=c)`: the template, looked through with what is put in. Of one that says nothing by itself what is put in
 * is the text, and it stands where it is put in.
 */
export function formatted(
  recognition: Recognition,
  call: LocatedCall,
  inner: PromptText,
  read: Read,
): PromptText {
  // Where the places are not known, neither is what of this is sent.
  if (inner.variables === null) return { ...inner, resolved: false, searched: false };
  // TypeScript's templates are handed one object.
  const valueOf = (name: string): Argument => argument(recognition, call, [name, `0.${name}`]);
  const places = new Set(placeholders(inner.inspected));
  const filled = inner.variables.filter((name) => !places.has(name));
  const beside = [spreadInto(recognition, call, read), handedAgain(recognition, filled, valueOf, read)];
  const others = beside.flatMap(({ texts }) => texts);
  let isWhole = true;
  let isSearched = beside.every((one) => one.isWhole);
  const fill = (template: string): string => {
    let position = 0;
    return template.replace(FIELD, (field, said: string | undefined) => {
      if (said === undefined) return field.charAt(0);
      const [name = ''] = /^[^!:.[\]]*/.exec(said) ?? [];
      const given = name === '' ? argument(recognition, call, [String(position++)]) : valueOf(name);
      const handed = given.kind === 'given' ? fillingAt(recognition, given.at, read) : null;
      const filling = lastOf(given, handed, inner.partials?.get(name));
      // A member of what is handed over is some other text.
      if (filling === null || !filling.isWhole || /[.[]/.test(said.split(':')[0] ?? '')) isWhole = false;
      others.push(...(filling?.others ?? []));
      isSearched &&= filling?.isSearched !== false;
      return filling?.text ?? field;
    });
  };
  const inspected = fill(inner.inspected);
  const text = inner.text === inner.inspected ? inspected : fill(inner.text);
  const isHolder = isFrame(inner.text, text);
  const { partials: _given, ...rest } = inner;
  return bounded({
    ...rest,
    ...(isHolder ? { text, at: call } : {}),
    inspected: [inspected, ...new Set(others)].join('\n'),
    variables: joined(isHolder ? [] : inner.variables, placeholders(isHolder ? text : inner.text)),
    open: [],
    resolved: inner.resolved && isWhole,
    searched: inner.searched && isSearched,
  });
}

/** `text.replace("{{name}}", value)`, in either language. */
export function replaced(
  recognition: Recognition,
  call: LocatedCall,
  inner: PromptText,
  read: Read,
): PromptText {
  const [from, to] = call.expr.args;
  if (from === undefined || to === undefined) return { ...inner, resolved: false, searched: false };
  const sought = recognition.resolver.value(within(call, from));
  const what = sought.kind === 'known' ? textOf(sought) : null;
  const filling = fillingAt(recognition, within(call, to), read);
  const { text } = filling;
  const name = /\w+/.exec(what ?? '')?.[0];
  const isVariable = text === null && name !== undefined;
  return bounded({
    ...inner,
    inspected: [replacedIn(inner.inspected, what, text), ...filling.others].join('\n'),
    variables: isVariable ? joined(inner.variables, [name]) : inner.variables,
    resolved: inner.resolved && what !== null && filling.isWhole,
    searched: inner.searched && filling.isSearched,
  });
}

/** Where it goes is not known of a pattern: it is looked at beside the text. */
function replacedIn(text: string, sought: string | null, put: string | null): string {
  if (put === null) return text;
  return sought === null || sought === '' ? `${text}\n${put}` : text.replaceAll(sought, () => put);
}
