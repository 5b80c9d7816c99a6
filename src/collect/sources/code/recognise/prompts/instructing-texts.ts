import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { ALL_CALLERS, functionOf, passedFor } from '../calls/callers.ts';
import { calledSymbol, isCall, within, type Recognition } from '../recognition/recognition.ts';
import { asTemplate } from './made-templates.ts';
import { CONTENT, MESSAGE, TEMPLATED } from './message-symbols.ts';
import { withPartials } from './partial-values.ts';
import { promptText } from './prompt-text.ts';
import type { PromptText } from './read-text.ts';
import { firstOf } from './text-options.ts';
import { templatesSetLater } from './templates-set-later.ts';
import { writtenIn } from './written-text.ts';

/** Functions, alternatives and sums in each other. */
const MAX_DEPTH = 5;
const MAX_TEXTS = 40;
/** Letters of a sum's own, from which it is a text of its own and more than those that it joins. */
const MIN_OWN = 6;
const TRIM = /^(trim|trimStart|trimEnd|l?strip|rstrip)$/;

/** What a text is one of, or what it joins. */
interface Parts {
  readonly how: 'one-of' | 'sum';
  readonly parts: readonly Located[];
}

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** The function that gives the text back, where it is another than those around the place that asks for it. */
export function makerOf(found: Located, asked: Located): string | null {
  const { module } = asked;
  for (let at: number | null = asked.scope; at !== null; at = module.scopes[at]?.parent ?? null)
    if (module === found.module && at === found.scope) return null;
  const scope = found.module.scopes[found.scope];
  const fn = scope === undefined ? null : functionOf(found.module, scope.parent, found.scope);
  const { startLine, endLine } = found.expr.span;
  // What a function hands to another in place is no text of its own.
  const isReturned = fn?.returns.some(({ span }) => span.startLine <= startLine && span.endLine >= endLine);
  return isReturned === true ? (scope?.symbol ?? null) : null;
}

/** The program's own name for a text; null for what stands in place. */
function nameOf(recognition: Recognition, at: Located, asked: Located): string | null {
  return recognition.names.binding(at) ?? makerOf(at, asked);
}

/** Lines that are joined, as both languages write it; null for every other call. */
function joinedIn(recognition: Recognition, at: Located): readonly Located[] | null {
  if (!isCall(at)) return null;
  const { callee, args } = at.expr;
  if (callee.kind !== 'member' || callee.property !== 'join') return null;
  for (const expr of [callee.object, ...args.slice(0, 1)]) {
    const list = recognition.resolver.list(withoutFilter(within(at, expr)));
    if (list !== null) return [...list.items, ...list.open];
  }
  return null;
}

/** `lines.filter(Boolean).join("\n")`: what is left out is one of them, and a text all the same. */
function withoutFilter(at: Located): Located {
  const { expr } = at;
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.property !== 'filter') return at;
  return withoutFilter(within(at, expr.callee.object));
}

/** What a text that is put together is put together of; null where it is none of these. */
function sumOf(recognition: Recognition, at: Located, asked: Located): Parts | null {
  const { expr } = at;
  if (expr.kind === 'template') {
    // With a name it is a text that is known by it.
    if (nameOf(recognition, at, asked) !== null) return null;
    const own = expr.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
    if (letters(own) >= MIN_OWN) return null;
    const parts = expr.parts.flatMap((part) => (typeof part === 'string' ? [] : [within(at, part)]));
    return { how: 'sum', parts };
  }
  const joined = joinedIn(recognition, at);
  return joined === null ? null : { how: 'sum', parts: joined };
}

/** Alternatives of alternatives, flat. */
function options(found: Resolved): readonly Located[] {
  return found.kind === 'either' ? found.options.flatMap(options) : [found.at];
}

function partsOf(recognition: Recognition, at: Located, asked: Located): Parts | null {
  const { expr } = at;
  if (expr.kind === 'call' && expr.callee.kind === 'member' && TRIM.test(expr.callee.property))
    return partsOf(recognition, within(at, expr.callee.object), asked);
  const sum = sumOf(recognition, at, asked);
  if (sum !== null) return sum;
  const found = recognition.resolver.value(at);
  switch (found.kind) {
    case 'either':
      return { how: 'one-of', parts: options(found) };
    case 'parameter': {
      const parts = [...passedFor(recognition, found, ALL_CALLERS)];
      if (found.default !== null) parts.push(found.default.at);
      return { how: 'one-of', parts };
    }
    case 'text':
    case 'definition':
      return found.at.expr === expr ? null : partsOf(recognition, found.at, asked);
    default:
      return null;
  }
}

/** A message or a template of LangChain: what its text is. */
function contentOf(recognition: Recognition, at: Located): { text: Located; isTemplate: boolean } | null {
  const call = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(call)) return null;
  const symbol = calledSymbol(recognition, call)?.symbol ?? '';
  if (!MESSAGE.test(symbol)) return null;
  const content = argument(recognition, call, CONTENT);
  // Where another may stand in its place it is no text alone.
  if (content.kind !== 'given' || content.unsure !== undefined) return null;
  return { text: content.at, isTemplate: TEMPLATED.test(symbol) };
}

/** Texts that several names of the program hold, each read once; null where they are fewer than two. */
function separate(
  recognition: Recognition,
  at: Located,
  asked: Located,
  depth: number,
): readonly PromptText[] | null {
  const parts = depth > MAX_DEPTH ? null : partsOf(recognition, at, asked);
  if (parts === null || parts.parts.length === 0 || parts.parts.length > MAX_TEXTS) return null;
  const found = new Map<string, PromptText>();
  const unread = new Set<string>();
  // Beside the one text there is none at all: `isNight ? NIGHT : ""`.
  let isOnly = parts.how === 'one-of';
  for (const part of parts.parts) {
    const texts = textsAt(recognition, part, asked, depth + 1);
    if (texts.length === 0 && parts.how === 'sum' && hasOwnWords(recognition, part)) return null;
    isOnly &&= texts.length === 1;
    if (texts.every(({ text }) => text === '')) unread.add(keyOf(part, nameOf(recognition, part, asked)));
    for (const text of texts) {
      if (text.text === '' || letters(text.text) === 0) continue;
      // A key alone instructs nobody: it is a part of the whole, which then holds it.
      if (parts.how === 'sum' && isKeyAlone(recognition, text)) return null;
      const name = nameOf(recognition, text.at, asked);
      // In place it is a part of what joins it.
      if (name === null && parts.how === 'sum') {
        if (letters(text.text) >= MIN_OWN) return null;
        continue;
      }
      const key = keyOf(text.at, name);
      isOnly &&= found.size === 0 && name !== null;
      const other = found.get(key);
      found.set(key, other === undefined ? text : either(other, text));
    }
  }
  return (found.size < 2 && !isOnly) || found.size === 0 || found.size > MAX_TEXTS
    ? null
    : [...found].map(([key, text]) =>
        unread.has(key) ? { ...text, resolved: false, searched: false } : text,
      );
}

function keyOf({ module }: Located, name: string | null): string {
  return `${module.path} ${name ?? ''}`;
}

/** What has one name is one of them, and it is not known which. */
function either(first: PromptText, other: PromptText): PromptText {
  if (first.text === other.text && first.inspected === other.inspected) return first;
  const written = [first, other].map((found) => ({
    found,
    written: { texts: [found.inspected], isWhole: found.searched },
  }));
  return firstOf(written) ?? first;
}

/** Whether a text is nothing but what a detector of secrets finds. */
function isKeyAlone({ inspector }: Recognition, { text }: PromptText): boolean {
  const said = text.trim();
  return inspector
    .inspect(said)
    .some(({ category, start, end }) => category === 'secret' && start === 0 && end === said.length);
}

/** Whether something of a piece that is no text by itself is written all the same. */
function hasOwnWords(recognition: Recognition, part: Located): boolean {
  const written = writtenIn(recognition, part, (at) => promptText(recognition, at));
  return letters(written.texts.join('')) >= MIN_OWN;
}

function textsAt(
  recognition: Recognition,
  at: Located,
  asked: Located,
  depth: number,
): readonly PromptText[] {
  // What it is told later may be any of its texts.
  const isToldLater = templatesSetLater(recognition, at) !== null;
  const content = isToldLater ? null : contentOf(recognition, at);
  if (content !== null) {
    const inner = separate(recognition, content.text, asked, depth);
    const call = isCall(at) ? at : recognition.resolver.value(at).at;
    if (inner !== null && isCall(call))
      return content.isTemplate
        ? inner.map((text) =>
            withPartials(asTemplate(recognition, text, call, (part) => promptText(recognition, part))),
          )
        : inner;
  }
  const several = content === null && !isToldLater ? separate(recognition, at, asked, depth) : null;
  if (several !== null) return several;
  const single = promptText(recognition, at);
  return single === null ? [] : [single];
}

/**
 * The texts that an expression instructs with: one, or each of several that the program holds under names of their own and
 * chooses among (`isShort ? SHORT : LONG`, what callers pass) or only joins (`[COMMON, CHAT].join("\n")`). A sum with words of
 * its own is one text.
 *
 * @returns Empty where none of it is written down.
 */
export function instructingTexts(recognition: Recognition, at: Located): readonly PromptText[] {
  return textsAt(recognition, at, at, 0);
}
