import type { Located } from '../../resolve/resolver.ts';
import { callsNamed } from '../calls/callers.ts';
import { within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { filledBeside } from './field-fillings.ts';
import { declaredBy, holdersOf, type FieldHolders } from './field-holders.ts';
import { unreadImporters } from './unread-importers.ts';

/** Others are looked for by no pattern. */
const IDENTIFIER = /^[A-Za-z_]\w*$/;
const ALIAS = /^(validation_|serialization_)?alias$/;

/** What may stand in a field instead of its default. */
interface HandedForField {
  readonly values: readonly Located[];
  /** Nothing else may stand there: everything that makes, copies or sets such an object names what it hands over. */
  readonly isWhole: boolean;
}

/**
 * What the program hands over for a field of a class, or of one below it: by calls that name it, by a default of its own in a class
 * below, by copies with something replaced, and by what sets it later.
 *
 * @param field The call that declares the field: `field(default=…)`.
 */
export function handedForField(recognition: Recognition, field: LocatedCall): HandedForField {
  const declared = declaredBy(field);
  if (declared === null) return { values: [], isWhole: false };
  const holders = holdersOf(recognition, declared);
  const aliases = field.expr.named.filter(({ name }) => ALIAS.test(name));
  const written = aliases.flatMap(({ value }) => (value.kind === 'string' ? [value.value] : []));
  const names = new Set([declared.name, ...written]);
  const calls = [...holders.names].flatMap((name) => callsNamed(recognition, name));
  const passed = calls.flatMap((call) =>
    call.expr.named.flatMap(({ name, value }) => (names.has(name) ? [within(call, value)] : [])),
  );
  const again = setAgain(holders, declared.name, field);
  const beside = filledBeside(recognition, holders, names);
  // By its place a text may be any field's, and so may what is spread.
  const areNamed = calls.every(({ expr }) => expr.args.length === 0 && expr.complete);
  // Under an alias it may be given from anywhere that knows the alias.
  const isPlain = aliases.length === 0 && field.expr.complete && holders.arePlain;
  const isRead = isPlain && areNamed && again.length === 0 && beside.isNone;
  return {
    values: [...passed, ...again, ...beside.values],
    isWhole: isRead && !isGivenUnread(recognition, holders, names),
  };
}

const GIVEN_UNREAD =
  'names a class with a text that instructs a model, or sets such a text, and names no library of AI: what it says was not read';

/** Whether files that were not read may give the field another text: those that import its class, and name it or the field. */
function isGivenUnread(
  recognition: Recognition,
  { own, names: classes }: FieldHolders,
  fields: ReadonlySet<string>,
): boolean {
  const field = [...fields].filter((name) => IDENTIFIER.test(name)).join('|');
  const cls = [...classes].filter((name) => IDENTIFIER.test(name)).join('|');
  const gives = new RegExp(String.raw`\b(?:${cls})\b|\.(?:${field})\s*=(?!=)|["'](?:${field})["']`);
  let isGiven = false;
  for (const { path, text } of unreadImporters(
    recognition,
    own.map(({ module }) => module),
  )) {
    if (!gives.test(text)) continue;
    recognition.sink.gap(path, 'unresolved', GIVEN_UNREAD);
    isGiven = true;
  }
  return isGiven;
}

/** What the classes themselves set the field to beside its declaration. */
function setAgain({ own }: FieldHolders, name: string, field: LocatedCall): readonly Located[] {
  return own.flatMap(({ module, cls }) =>
    cls.assignments.flatMap(({ target, value, scope }): Located[] => {
      const isSet = (target === name || target === `self.${name}`) && value !== field.expr;
      return isSet ? [{ module, scope, expr: value }] : [];
    }),
  );
}
