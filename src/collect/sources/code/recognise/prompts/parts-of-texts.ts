import type { Expr } from '../../ir.ts';
import type { Resolved } from '../../resolve/resolver.ts';
import { textsOf } from '../calls/arguments.ts';
import { isCall, type Recognition } from '../recognition/recognition.ts';
import { bounded } from './filled-text.ts';
import type { PromptText, Read } from './read-text.ts';
import { writtenIn } from './written-text.ts';

/** The name a reader would know the missing piece by. */
function label(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return expr.property;
  return expr.kind === 'call' ? label(expr.callee) : 'value';
}

/** Known pieces as they are, the others as `{name}`. */
export function fromParts(
  recognition: Recognition,
  resolved: Resolved & { kind: 'text' },
  read: Read,
): PromptText {
  const variables: string[] = [];
  // What stands in its places is looked through, and does not become a part of the template.
  const alternatives: string[] = [];
  let isSearched = true;
  let isNamed = true;
  const parts = resolved.parts.map((part) => {
    if (typeof part === 'string') return part;
    const written = writtenIn(recognition, part, read);
    alternatives.push(...written.texts);
    isSearched &&= written.isWhole;
    const [text] = textsOf(part);
    if (text !== undefined) return text;
    // A text that a method of texts gives back is known by its own pieces.
    const inner = isCall(part.at) ? read(part.at) : null;
    if (inner !== null && inner.text !== '') {
      isNamed &&= inner.variables !== null;
      variables.push(...(inner.variables ?? []));
      return inner.text;
    }
    const name = label(part.at.expr);
    variables.push(name);
    return `{${name}}`;
  });
  const text = parts.join('');
  return bounded({
    text,
    inspected: [text, ...alternatives].join('\n'),
    variables: isNamed ? [...new Set(variables)] : null,
    open: [],
    // A default or one of several is what it may be, and not what it is.
    resolved: resolved.parts.every((part) => typeof part === 'string'),
    searched: isSearched,
    at: resolved.at,
  });
}
