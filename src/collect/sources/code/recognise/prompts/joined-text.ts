import type { Expr, TemplateExpr } from '../../ir.ts';
import { textOf } from '../calls/arguments.ts';
import { bounded } from './filled-text.ts';
import type { PromptText, Read } from './read-text.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { writtenIn } from './written-text.ts';

/** `"…".concat(a, b)` is a sum of texts; of lists it is none. */
export function concatenated(
  recognition: Recognition,
  call: LocatedCall,
  object: Expr,
  read: Read,
): PromptText | null {
  const sum: TemplateExpr = { kind: 'template', parts: [object, ...call.expr.args], span: call.expr.span };
  const found = read(within(call, sum));
  if (found === null) return null;
  const spread = call.expr.spreads.map((one) => writtenIn(recognition, within(call, one), read));
  return bounded({
    ...found,
    inspected: [found.inspected, ...spread.flatMap(({ texts }) => texts)].join('\n'),
    resolved: found.resolved && call.expr.complete,
    searched: found.searched && spread.every(({ isWhole }) => isWhole),
    at: call,
  });
}

/** Lines that are joined: each as far as it is known. */
export function joinedText(
  recognition: Recognition,
  call: LocatedCall,
  object: Expr,
  read: Read,
): PromptText | null {
  // Whichever of the two is the list, the other is the separator.
  const separator = recognition.resolver.list(within(call, object)) === null ? object : call.expr.args[0];
  const listed = separator === object ? call.expr.args[0] : object;
  const list = listed === undefined ? null : recognition.resolver.list(within(call, listed));
  if (list === null) return null;
  // JavaScript joins by a comma where nothing is said.
  const glue = separator === undefined ? ',' : textOf(recognition.resolver.value(within(call, separator)));
  const pieces = list.items.map(read);
  const unread = [...list.items.filter((_, place) => pieces[place] === null), ...list.open];
  const written = unread.map((one) => writtenIn(recognition, one, read));
  const isWhole = list.complete && glue !== null && pieces.every((piece) => piece?.resolved === true);
  const inspected = pieces.map((piece) => piece?.inspected ?? '{value}').join(glue ?? '\n');
  return bounded({
    text: pieces.map((piece) => piece?.text ?? '{value}').join(glue ?? '\n'),
    inspected: [inspected, ...written.flatMap(({ texts }) => texts)].join('\n'),
    variables: pieces.some((piece) => piece?.variables === null)
      ? null
      : [...new Set(pieces.flatMap((piece) => piece?.variables ?? ['value']))],
    open: [...new Set(pieces.flatMap((piece) => piece?.open ?? []))],
    resolved: isWhole,
    searched: pieces.every((piece) => piece?.searched !== false) && written.every((one) => one.isWhole),
    at: call,
  });
}
