import type { Assignment, CallExpr, Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { calledSymbol, isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { TEMPLATE, TEMPLATED } from './message-symbols.ts';
import { withWritten } from './partial-values.ts';
import type { PromptText, Read } from './read-text.ts';
import { mayHoldSecret, writtenIn } from './written-text.ts';

/** What a template's values are kept in, in either language. */
const VALUES = /^partial_?[vV]ariables$/;
/** Gives a template with values of its own. */
const COPIES = /\.partial$/;

/** Values that templates are given once they were made. */
interface ValuesSet {
  /** By what made the template; null for a value that is set under another name, and not read. */
  readonly byCall: ReadonlyMap<CallExpr, readonly (Located | null)[]>;
  /** Of which template is not known, and what is set may hold a secret: that may be any one's. */
  readonly isAny: boolean;
}

const kept = new WeakMap<Recognition, ValuesSet>();
const NONE: ValuesSet = { byCall: new Map(), isAny: false };

/** `a.b` of the target `a.b.partial_variables.key`; null for the target of anything else. */
function holderOf({ target, span }: Assignment): Expr | null {
  const parts = target.split('.');
  const place = parts.findIndex((part) => VALUES.test(part));
  const [first, ...members] = parts.slice(0, Math.max(place, 0));
  if (first === undefined) return null;
  let expr: Expr = { kind: 'name', name: first, span };
  for (const property of members) expr = { kind: 'member', object: expr, property, span };
  return expr;
}

/** The template that is meant; null where that is not known. */
function templateMade(recognition: Recognition, holder: Located): CallExpr | null {
  const { at } = recognition.resolver.value(holder);
  if (!isCall(at)) return null;
  const symbol = calledSymbol(recognition, at)?.symbol ?? '';
  return TEMPLATED.test(symbol) || TEMPLATE.test(symbol) || COPIES.test(symbol) ? at.expr : null;
}

/** Every place of the program that sets such a value, and every other name that such values get, by which they may be set. */
function* placesThatSet({ program }: Recognition): Generator<{ holder: Located; value: Located | null }> {
  for (const module of program.modules.values()) {
    for (const set of module.memberSets) {
      const expr = holderOf(set);
      const { scope, value } = set;
      if (expr !== null) yield { holder: { module, scope, expr }, value: { module, scope, expr: value } };
    }
    for (const { assignments } of module.scopes)
      for (const { value, scope } of assignments)
        if (value.kind === 'member' && VALUES.test(value.property))
          yield { holder: { module, scope, expr: value.object }, value: null };
  }
}

function valuesSet(recognition: Recognition, read: Read): ValuesSet {
  const known = kept.get(recognition);
  if (known !== undefined) return known;
  // What is set may be put together of templates in its turn.
  kept.set(recognition, NONE);
  const byCall = new Map<CallExpr, (Located | null)[]>();
  let isAny = false;
  for (const { holder, value } of placesThatSet(recognition)) {
    const made = templateMade(recognition, holder);
    if (made === null) isAny ||= value === null || mayHoldSecret(recognition, value, read);
    else byCall.set(made, [...(byCall.get(made) ?? []), value]);
  }
  const found = { byCall, isAny };
  kept.set(recognition, found);
  return found;
}

/**
 * A template with what its values are set to later: whether that is before it is asked is not read, so that either may be sent.
 *
 * @param call What made the template.
 */
export function withPartialsSet(
  recognition: Recognition,
  prompt: PromptText,
  call: LocatedCall,
  read: Read,
): PromptText {
  const { byCall, isAny } = valuesSet(recognition, read);
  const sets = byCall.get(call.expr) ?? [];
  if (sets.length === 0) return isAny ? { ...prompt, resolved: false, searched: false } : prompt;
  const written = sets.map((at) =>
    at === null ? { texts: [], isWhole: false } : writtenIn(recognition, at, read),
  );
  return withWritten({ ...prompt, resolved: false, searched: prompt.searched && !isAny }, written);
}
