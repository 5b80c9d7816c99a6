import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import type { Given } from '../calls/possible-arguments.ts';
import { ALL_CALLERS, passedFor } from '../calls/callers.ts';
import { fieldDefault } from '../calls/field-defaults.ts';
import { bounded, formatted, inTemplate, replaced, unreadText, wholeText } from './filled-text.ts';
import { fileText, isCutFileText } from './file-texts.ts';
import { handedForField } from './handed-fields.ts';
import { systemMessage, type MessageReaders } from './message-list.ts';
import { asTemplate, partlyFilled } from './made-templates.ts';
import { CONTENT, FILLS, GIVES_FILLED, MESSAGE, TEMPLATE, TEMPLATED } from './message-symbols.ts';
import type { PromptText, Read } from './read-text.ts';
import { concatenated, joinedText } from './joined-text.ts';
import { withPartials } from './partial-values.ts';
import { fromParts } from './parts-of-texts.ts';
import { mayReadOn, startReading } from './reading-budget.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { isOfSystem, templatesSetLater, type TemplateSets } from './templates-set-later.ts';
import { writtenIn } from './written-text.ts';
import { firstOf, type Option } from './text-options.ts';

const MAX_DEPTH = 5;
/** Methods whose answer is told by the text that they are called on. */
const GIVES_TEXT = /^(trim|trimStart|trimEnd|[lr]?strip|dedent|format|partial|replace|replaceAll)$/;

/** Messages, templates and methods of texts; null for every other call. */
function fromCall(recognition: Recognition, call: LocatedCall, depth: number): PromptText | null {
  if (depth > MAX_DEPTH) return null;
  const fallback = fieldDefault(recognition, call);
  if (fallback !== null) return ofField(recognition, call, fallback, depth);
  const symbol = calledSymbol(recognition, call)?.symbol ?? '';
  if (MESSAGE.test(symbol)) {
    const content = argument(recognition, call, CONTENT);
    if (content.kind === 'absent') return null;
    const text = content.kind === 'given' ? contentText(recognition, content, depth) : null;
    if (text === null) return unreadText(call);
    return TEMPLATED.test(symbol) ? asTemplate(recognition, text, call, reader(recognition, depth)) : text;
  }
  if (TEMPLATE.test(symbol)) {
    const messages = argument(recognition, call, ['messages', '0']);
    const readers = messageReaders(recognition, depth);
    const text = messages.kind === 'given' ? systemMessage(recognition, messages.at, readers) : null;
    return text === null
      ? null
      : asTemplate(recognition, inTemplate(recognition, text, call), call, readers.text);
  }
  return fromMethod(recognition, call, depth);
}

/** What a message or a template is told, and what it may be told instead: what is spread behind it replaces it. */
function contentText(recognition: Recognition, { at, unsure }: Given, depth: number): PromptText | null {
  const told = [at, ...(unsure?.others ?? []).map((other) => other.at)];
  const found = firstOf(
    told.map((one) => optionOf(recognition, one, depth, promptText(recognition, one, depth + 1))),
  );
  if (found === null || unsure === undefined) return found;
  return { ...found, resolved: false, searched: found.searched && !unsure.isOpen };
}

/** The default of a field stands for it, under its own name and place; whoever makes the object may hand over another text. */
function ofField(
  recognition: Recognition,
  field: LocatedCall,
  fallback: Located,
  depth: number,
): PromptText | null {
  const handed = handedForField(recognition, field);
  const [first, ...others] = [fallback, ...handed.values].map((one) =>
    optionOf(recognition, one, depth, promptText(recognition, one, depth + 1)),
  );
  const found = first?.found == null ? null : firstOf([first, ...others]);
  return found === null ? null : { ...found, resolved: false, searched: found.searched && handed.isWhole };
}

/** What a method of a text gives back; null for a method of anything else. */
function fromMethod(recognition: Recognition, call: LocatedCall, depth: number): PromptText | null {
  const { callee } = call.expr;
  if (callee.kind !== 'member') return null;
  // TypeScript joins lists by `lines.join(sep)`; Python by `sep.join(lines)`; both trim.
  if (callee.property === 'join')
    return joinedText(recognition, call, callee.object, reader(recognition, depth));
  if (callee.property === 'concat')
    return concatenated(recognition, call, callee.object, reader(recognition, depth));
  const isFilled = FILLS.test(callee.property);
  if (!isFilled && !GIVES_FILLED.test(callee.property) && !GIVES_TEXT.test(callee.property)) return null;
  // Values are filled in over several names and methods; what they are filled into is no deeper than that.
  const step = callee.property === 'partial' ? 0 : 1;
  const template = templateAt(recognition, within(call, callee.object), depth + step);
  if (template === null) return null;
  const read = reader(recognition, depth);
  if (isFilled) return partlyFilled(recognition, call, template, read);
  const inner = withPartials(template);
  switch (callee.property) {
    case 'format':
      return formatted(recognition, call, template, read);
    case 'partial':
      return partlyFilled(recognition, call, template, read);
    case 'replace':
    case 'replaceAll':
      return replaced(recognition, call, inner, read);
    default:
      return isCutFileText(recognition, call, inner) ? unreadText(call) : inner;
  }
}

/** Reads pieces of a text, each as a text of its own. */
function reader(recognition: Recognition, depth: number): Read {
  return (at) => promptText(recognition, at, depth + 1);
}

function messageReaders(recognition: Recognition, depth: number): MessageReaders {
  return {
    text: reader(recognition, depth),
    call: (call) => sentBy(recognition, call, depth + 1),
  };
}

/** The text that an expression stands for; null where none of it is written down. */
export function promptText(recognition: Recognition, at: Located, depth = 0): PromptText | null {
  if (depth === 0) startReading(recognition);
  const found = templateAt(recognition, at, depth);
  return found === null ? null : withPartials(found);
}

/** The same, where it is a template with its values apart: what fills it in may replace them. */
function templateAt(recognition: Recognition, at: Located, depth: number): PromptText | null {
  if (depth > MAX_DEPTH || !mayReadOn(recognition)) return null;
  const found = textAt(recognition, at, depth);
  return found === null ? null : withAppended(recognition, at, found, depth);
}

/** `prompt += more`: under some condition or in a loop, so that the text is known by its beginning. */
function withAppended(
  recognition: Recognition,
  at: Located,
  template: PromptText,
  depth: number,
): PromptText {
  const appended = recognition.resolver.appended(at);
  if (appended.length === 0 || at.expr.kind === 'list') return template;
  const found = withPartials(template);
  const written = appended.map((one) => writtenIn(recognition, one, reader(recognition, depth)));
  return bounded({
    ...found,
    // What begins in another file is no longer that file's, where more is put behind it here.
    at: found.at.module === at.module ? found.at : at,
    inspected: [found.inspected, ...written.flatMap(({ texts }) => texts)].join('\n'),
    resolved: false,
    searched: found.searched && written.every(({ isWhole }) => isWhole),
  });
}

function textAt(recognition: Recognition, at: Located, depth: number): PromptText | null {
  const made = madeText(recognition, at, depth);
  const later = templatesSetLater(recognition, at);
  return later === null ? made : setLater(recognition, later, made, depth);
}

/** What a template is told once it was made, or what it was made with: which of them is sent is not known. */
function setLater(
  recognition: Recognition,
  { sets, made }: TemplateSets,
  text: PromptText | null,
  depth: number,
): PromptText | null {
  const sure: Option[] = [];
  const others: Option[] = [optionOf(recognition, made, depth, text)];
  for (const set of sets) {
    const isSystem = isOfSystem(recognition, made, set, messageReaders(recognition, depth));
    if (isSystem === false) continue;
    const told = promptText(recognition, set.text, depth + 1);
    const found = told === null ? null : asTemplate(recognition, told, made, reader(recognition, depth));
    (isSystem === true ? sure : others).push(optionOf(recognition, set.text, depth, found));
  }
  const options = [...sure, ...others];
  if (options.length === 1) return text;
  const first = firstOf(options);
  const open = new Set(options.flatMap(({ found }) => found?.open ?? []));
  return first === null ? null : { ...first, open: [...open], at: made };
}

/** A text as it was made. */
function madeText(recognition: Recognition, at: Located, depth: number): PromptText | null {
  const read = fileText(recognition, at);
  if (read !== null) return read;
  if (isCall(at)) {
    const called = fromCall(recognition, at, depth);
    if (called !== null) return called;
  }
  const resolved = recognition.resolver.value(at);
  // A filled-in template is the template: its own name and place, however often it is used.
  const isText = resolved.kind === 'text' || resolved.kind === 'known';
  if (isText && isCall(resolved.at) && resolved.at.expr !== at.expr) {
    const called = fromCall(recognition, resolved.at, depth + 1);
    if (called !== null) return called;
  }
  return fromResolved(recognition, resolved, depth);
}

/** The system text of a list of messages; null where they hold none. */
export function systemText(recognition: Recognition, messages: Located): PromptText | null {
  startReading(recognition);
  const found = systemMessage(recognition, messages, messageReaders(recognition, 0));
  return found === null || (found.text === '' && found.resolved) ? null : found;
}

/** The text behind `TEMPLATE.format(…)`. */
export function templateText(recognition: Recognition, call: LocatedCall): PromptText | null {
  startReading(recognition);
  return sentBy(recognition, call, 0);
}

function sentBy(recognition: Recognition, call: LocatedCall, depth: number): PromptText | null {
  const found = fromCall(recognition, call, depth);
  return found === null ? null : withPartials(found);
}

function fromResolved(recognition: Recognition, resolved: Resolved, depth: number): PromptText | null {
  switch (resolved.kind) {
    case 'known':
      return typeof resolved.value === 'string' ? wholeText(resolved.value, resolved.at) : null;
    // A prompt from the environment is known by its default alone.
    case 'env':
      return resolved.default === null
        ? null
        : { ...wholeText(resolved.default, resolved.at), variables: [resolved.name], resolved: false };
    case 'text':
      return fromParts(recognition, resolved, reader(recognition, depth));
    case 'either':
      return firstOf(
        resolved.options.map((option) =>
          optionOf(recognition, option, depth, fromResolved(recognition, option, depth + 1)),
        ),
      );
    case 'definition': {
      if (isCall(resolved.at))
        return fileText(recognition, resolved.at) ?? fromCall(recognition, resolved.at, depth + 1);
      return fromFunction(recognition, resolved.at, depth);
    }
    case 'parameter':
      return fromParameter(recognition, resolved, depth);
    case 'package':
    case 'unresolved':
      return null;
    default:
      return resolved satisfies never;
  }
}

/** What the callers of the target hand over, or the default. */
function fromParameter(
  recognition: Recognition,
  resolved: Resolved & { kind: 'parameter' },
  depth: number,
): PromptText | null {
  const passed = passedFor(recognition, resolved, ALL_CALLERS);
  const options = passed.map((one) =>
    optionOf(recognition, one, depth, promptText(recognition, one, depth + 1)),
  );
  const fallback = resolved.default;
  if (fallback !== null)
    options.push(optionOf(recognition, fallback, depth, fromResolved(recognition, fallback, depth + 1)));
  const found = firstOf(options);
  // There may be callers elsewhere, who hand over what is theirs: that is not written here.
  return found === null
    ? null
    : { ...found, resolved: false, searched: found.searched && passed.length < ALL_CALLERS };
}

function optionOf(
  recognition: Recognition,
  value: Located | Resolved,
  depth: number,
  template: PromptText | null,
): Option {
  const found = template === null ? null : withPartials(template);
  const written =
    found === null
      ? writtenIn(recognition, value, reader(recognition, depth))
      : { texts: [found.inspected], isWhole: found.searched };
  return { found, written };
}

/** Instructions that are made anew for each run: what the function gives back. */
function fromFunction(recognition: Recognition, at: Located, depth: number): PromptText | null {
  const made = recognition.resolver.fn(at);
  if (made === null) return null;
  return firstOf(
    made.fn.returns.map((expr) => {
      const returned: Located = { module: made.module, scope: made.fn.scope, expr };
      return optionOf(recognition, returned, depth, promptText(recognition, returned, depth + 1));
    }),
  );
}
