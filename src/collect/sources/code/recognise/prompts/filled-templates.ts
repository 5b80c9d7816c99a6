import type { Expr } from '../../ir.ts';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { calledSymbol, isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { templateText } from './prompt-text.ts';
import type { PromptText } from './read-text.ts';

/** Methods that put values into a template. */
const FILLS = /^(format|replace|replaceAll)$/;
const TEXT = /^(string|template)$/;

/** Alternatives of alternatives, flat. */
function options(resolved: Resolved): readonly Resolved[] {
  return resolved.kind === 'either' ? resolved.options.flatMap(options) : [resolved];
}

/** `format` is a template's; `replace` is any text's, so that it counts only on a constant of the module. */
function fillsConstant({ module, expr }: LocatedCall): boolean {
  let at: Expr = expr;
  const first = expr.callee.kind === 'member' ? expr.callee.property : '';
  while (at.kind === 'call' && at.callee.kind === 'member' && FILLS.test(at.callee.property))
    at = at.callee.object;
  if (first === 'format') return true;
  if (at === expr || at.kind !== 'name') return false;
  const { name } = at;
  return (
    module.assignments.some(({ target, value }) => target === name && TEXT.test(value.kind)) ||
    module.imports.some(({ local }) => local === name)
  );
}

/** The calls that fill in what a value may be: `TEMPLATE.format(…)`, `TEMPLATE.replace(…)`. */
export function fillings(recognition: Recognition, at: Located): readonly LocatedCall[] {
  const values = isCall(at) ? [at] : options(recognition.resolver.value(at)).map((one) => one.at);
  return values.filter(isCall).filter(fillsConstant);
}

/** LangChain's templates, filled in, in one step or several: who makes one wrote it for the program, wherever it stands. */
const FILLS_TEMPLATE = /[.#]PromptTemplate(?:\.from_?template)?\(\)(?:\.partial\(\))*\.a?format$/i;
/** Letters around the holes of a template in place, from which it instructs. */
const MIN_AROUND_HOLES = 24;

function isOfTemplate(recognition: Recognition, call: LocatedCall, { text, variables }: PromptText): boolean {
  const letters = text.replaceAll(/\{\w*\}/g, '').match(/\p{L}/gu)?.length ?? 0;
  if (variables?.length === 0 || letters < MIN_AROUND_HOLES) return false;
  return FILLS_TEMPLATE.test(calledSymbol(recognition, call)?.symbol ?? '');
}

/** A constant of a module that is filled in was written to instruct, whoever's turn it is sent as; so was a template. */
export function filledTemplate(recognition: Recognition, calls: readonly LocatedCall[]): PromptText | null {
  for (const call of calls) {
    const found = templateText(recognition, call);
    if (found === null) continue;
    // Only what has a name of its own was written to be used again; text in place is a message.
    const hasName = /^\w+$/.test(recognition.names.binding(found.at) ?? '');
    if (hasName || isOfTemplate(recognition, call, found)) return found;
  }
  return null;
}
