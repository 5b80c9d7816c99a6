import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, possible } from '../calls/possible-arguments.ts';
import type { SinkEntry } from '../catalog/sink-schema.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import type { Evaluation } from './evaluation.ts';

/** Who decides where a message ends up: its author or whoever deploys it, the model, or nobody knows. */
type Chooser = 'author' | 'model' | 'unknown';

interface Question {
  readonly recognition: Recognition;
  readonly evaluation: Evaluation;
}

/** Lists in objects in objects: addresses stand no deeper. */
const MAX_DEPTH = 5;
/** Header fields of the recipients (RFC 5322, 3.6.3); `*` is a field whose name was computed. */
const RECIPIENT_FIELDS = /^(to|cc|bcc|\*)$/i;

/** The freest of several decides. */
function freest(choosers: readonly Chooser[]): Chooser {
  if (choosers.includes('model')) return 'model';
  return choosers.includes('unknown') || choosers.length === 0 ? 'unknown' : 'author';
}

/** Whether every piece is written down, or set by whoever deploys the program. */
function isSettled(resolved: Resolved): boolean {
  switch (resolved.kind) {
    case 'known':
    case 'env':
      return true;
    case 'text':
      return resolved.parts.every((part) => typeof part === 'string' || isSettled(part));
    case 'either':
      return resolved.options.every(isSettled);
    case 'parameter':
      return resolved.default !== null && isSettled(resolved.default);
    case 'definition':
    case 'package':
    case 'unresolved':
      return false;
    default:
      return resolved satisfies never;
  }
}

/** Of a text, a list of them, or an object that holds them. */
function chooserOf(question: Question, at: Located, depth = 0): Chooser {
  const { evaluation, recognition } = question;
  // A choice among what is written down is the author's.
  if (isSettled(evaluation.value(at))) return 'author';
  const whole: Chooser = evaluation.isChosen(at) ? 'model' : 'unknown';
  const list = depth < MAX_DEPTH ? recognition.resolver.list(at) : null;
  const object = depth < MAX_DEPTH && list === null ? recognition.resolver.object(at) : null;
  const inside = list?.items ?? (object === null ? [] : [...object.entries.values(), ...object.others]);
  if (inside.length === 0) return whole;
  const isComplete = list?.complete ?? object?.allValues ?? false;
  return freest([
    ...inside.map((each) => chooserOf(question, each, depth + 1)),
    ...(isComplete ? [] : [whole]),
  ]);
}

/** Null where the argument is left out. */
function chooserAt(question: Question, call: LocatedCall, path: string): Chooser | null {
  const { recognition, evaluation } = question;
  const found = argument(recognition, call, [path]);
  if (found.kind === 'absent') return null;
  if (found.kind === 'given') {
    const choosers = possible(found).map(({ at }) => chooserOf(question, at));
    return freest(isHidden(found) ? [...choosers, 'unknown'] : choosers);
  }
  // `sendMail(input)`: the model fills in all of the message.
  const whole = argument(recognition, call, path.split('.').slice(0, 1));
  const isInput = whole.kind === 'given' && evaluation.value(whole.at).kind === 'parameter';
  return isInput && evaluation.isChosen(whole.at) ? 'model' : 'unknown';
}

/** `message["To"] = …`, wherever the name of the message is assigned to. */
function headerChoosers(question: Question, { module, scope, expr }: Located): readonly Chooser[] {
  if (expr.kind !== 'name') return [];
  const found: Chooser[] = [];
  for (let at: number | null = scope; at !== null; at = module.scopes[at]?.parent ?? null)
    for (const { target, value, scope: of } of module.scopes[at]?.assignments ?? [])
      if (target.startsWith(`${expr.name}.`) && RECIPIENT_FIELDS.test(target.slice(expr.name.length + 1)))
        found.push(chooserOf(question, { module, scope: of, expr: value }));
  return found;
}

/** Who chooses the recipients of what a call sends; null where its row has none. */
export function recipientsChooser(
  recognition: Recognition,
  call: LocatedCall,
  entry: SinkEntry,
  evaluation: Evaluation,
): Chooser | null {
  if (entry.recipients.length === 0) return null;
  const question: Question = { recognition, evaluation };
  const found = entry.recipients
    .map((path) => chooserAt(question, call, path))
    .filter((chooser) => chooser !== null);
  if (found.length > 0) return freest(found);
  const message = argument(recognition, call, entry.message);
  const choosers = possible(message).flatMap(({ at }) => headerChoosers(question, at));
  return freest(isHidden(message) ? [...choosers, 'unknown'] : choosers);
}
