import { argument } from '../calls/arguments.ts';
import type { Argument } from '../calls/possible-arguments.ts';
import { calledSymbol, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { fillingAt, handedAgain, lastOf, placeholders, spreadInto } from './filled-text.ts';
import { TEMPLATE, TEMPLATED } from './message-symbols.ts';
import { withWritten } from './partial-values.ts';
import { withPartialsSet } from './partials-set-later.ts';
import type { PromptText, Read } from './read-text.ts';
import { writtenIn } from './written-text.ts';

/** Names in single braces; mustache and jinja2 are written otherwise. */
const BRACES = 'f-string';
/** Makes a template; all else with such a name is a function that is handed the text before its options. */
const CONSTRUCTOR = /PromptTemplate$/;

/** What a template is told beside its text. */
interface TemplateOptions {
  readonly form: 'braces' | 'another' | 'unknown';
  /** Values that are filled in before the template is asked. */
  readonly partial: Argument;
  /** One of those values. */
  readonly valueOf: (name: string) => Argument;
}

/** Paths: https://reference.langchain.com/python/langchain-core/prompts, and of the same name in JavaScript. */
function templateOptions(recognition: Recognition, call: LocatedCall): TemplateOptions | null {
  const symbol = calledSymbol(recognition, call)?.symbol ?? '';
  if (!TEMPLATED.test(symbol) && !TEMPLATE.test(symbol)) return null;
  const isPython = call.module.language === 'python';
  const options = CONSTRUCTOR.test(symbol) ? '0' : '1';
  const partial = isPython ? 'partial_variables' : `${options}.partialVariables`;
  // Python's functions take the form behind the text, too.
  const byPlace = call.expr.args.length > 1 ? '1' : 'template_format';
  const form = argument(recognition, call, [isPython ? byPlace : `${options}.templateFormat`]);
  return {
    form: formOf(recognition, form),
    partial: argument(recognition, call, [partial]),
    valueOf: (name) => argument(recognition, call, [`${partial}.${name}`]),
  };
}

function formOf(recognition: Recognition, given: Argument): TemplateOptions['form'] {
  if (given.kind === 'absent') return 'braces';
  if (given.kind === 'unknown' || given.unsure !== undefined) return 'unknown';
  const said = recognition.resolver.value(given.at);
  if (said.kind !== 'known') return 'unknown';
  return said.value === BRACES ? 'braces' : 'another';
}

/**
 * LangChain's templates: what stands in braces is filled in when the template is asked, or with the values that it was made with.
 * Of one in another form the text alone is known: which names it has, and whether a value is sent, is not.
 *
 * @param call What made the template.
 */
export function asTemplate(
  recognition: Recognition,
  prompt: PromptText,
  call: LocatedCall,
  read: Read,
): PromptText {
  return withPartialsSet(recognition, asMade(recognition, prompt, call, read), call, read);
}

/** The template before anything sets its values to others. */
function asMade(recognition: Recognition, prompt: PromptText, call: LocatedCall, read: Read): PromptText {
  const options = templateOptions(recognition, call);
  const form = options?.form ?? 'braces';
  if (prompt.variables === null || form !== 'braces') {
    const isAlone = form !== 'unknown' && options?.partial.kind === 'absent';
    return { ...prompt, variables: null, open: [], resolved: false, searched: prompt.searched && isAlone };
  }
  const names = placeholders(prompt.text);
  const template: PromptText = {
    ...prompt,
    variables: [...new Set([...prompt.variables, ...names])],
    open: [...new Set([...prompt.open, ...placeholders(prompt.inspected)])],
  };
  if (options === null || options.partial.kind === 'absent') return template;
  const { partial, valueOf } = options;
  if (partial.kind === 'unknown' || partial.unsure?.isOpen === true)
    return { ...filledWith(recognition, template, valueOf, read).prompt, resolved: false, searched: false };
  const { prompt: filled, isSure } = filledWith(recognition, template, valueOf, read);
  if (isSure) return filled;
  const places = [partial.at, ...(partial.unsure?.others ?? []).map(({ at }) => at)];
  return withWritten(
    filled,
    places.map((at) => writtenIn(recognition, at, read)),
  );
}

/** `template.partial(a=b)`, `template.partial({ a: b })`: what it does not name stays open. */
export function partlyFilled(
  recognition: Recognition,
  call: LocatedCall,
  inner: PromptText,
  read: Read,
): PromptText {
  if (inner.variables === null) return { ...inner, resolved: false, searched: false };
  const valueOf = (name: string): Argument =>
    argument(recognition, call, [name, `0.${name}`, `input.${name}`]);
  const { prompt, isSure } = filledWith(recognition, inner, valueOf, read);
  const handed = isSure ? [] : call.expr.args.map((arg) => writtenIn(recognition, within(call, arg), read));
  const written = [spreadInto(recognition, call, read), ...handed];
  return withPartialsSet(recognition, withWritten(prompt, written), call, read);
}

/** A template with the values of some of its names; not sure where one may be another than was found. */
function filledWith(
  recognition: Recognition,
  inner: PromptText,
  valueOf: (name: string) => Argument,
  read: Read,
): { readonly prompt: PromptText; readonly isSure: boolean } {
  const partials = new Map(inner.partials);
  const open = new Set(inner.open);
  const places = new Set([...open, ...partials.keys()]);
  let isSure = true;
  for (const name of places) {
    const given = valueOf(name);
    const isGiven = given.kind === 'given' && given.unsure === undefined;
    if (!isGiven && given.kind !== 'absent') isSure = false;
    const handed = given.kind === 'given' ? fillingAt(recognition, given.at, read) : null;
    const filling = lastOf(given, handed, partials.get(name));
    if (filling === null) continue;
    partials.set(name, { ...filling, isWhole: filling.isWhole && (isGiven || given.kind === 'absent') });
    if (filling.text === null) open.add(name);
    else open.delete(name);
  }
  const filled = (inner.variables ?? []).filter((name) => !places.has(name));
  const prompt = { ...inner, partials, open: [...open] };
  return { prompt: withWritten(prompt, [handedAgain(recognition, filled, valueOf, read)]), isSure };
}
