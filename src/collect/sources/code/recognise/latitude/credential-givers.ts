import type { ActsAs } from '#model';
import type { Located, Resolved } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, mayBeAbsent, possible } from '../calls/possible-arguments.ts';
import type { CredentialEntry } from '../catalog/client-schema.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { alternatives } from './client-makers.ts';
import type { Evaluation } from './evaluation.ts';

export const AS_RUNTIME: ActsAs = { as: 'runtime' };
/** arn:partition:iam::account:role/path/name */
const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
/** Providers of providers. */
const MAX_DEPTH = 4;

/** What its callers know of the place where credentials are given. */
interface CredentialQuestion {
  readonly recognition: Recognition;
  readonly evaluation: Evaluation;
  /** As whom a call on a client is made. */
  readonly actsOf: (call: LocatedCall) => readonly ActsAs[];
}

/** For the reader of a path, which ends with it. */
export function unseen(given: string): ActsAs {
  return { as: 'unseen', why: `as whom its client acts was not seen: ${given}` };
}

/** Whatever is handed over goes before what the process would find: of several pieces all must come from one place. */
export function together(given: readonly ActsAs[]): ActsAs {
  const [first] = given;
  const isOne = given.every((one) => JSON.stringify(one) === JSON.stringify(first));
  if (first === undefined || isOne) return first ?? AS_RUNTIME;
  return given.find(({ as }) => as === 'unseen') ?? unseen('it is given credentials of several kinds');
}

/** As whom the credentials act that stand at an argument. */
export function giverAt(question: CredentialQuestion, at: Located, depth = 0): ActsAs {
  if (depth > MAX_DEPTH) return unseen('what it is given could not be read');
  const options = alternatives(question.evaluation.value(at));
  return together(options.map((one) => giverOf(question, one, depth)));
}

function giverOf(question: CredentialQuestion, value: Resolved, depth: number): ActsAs {
  const { recognition } = question;
  // Left out, or what the process would have found by itself.
  if (value.kind === 'known' && value.value === null) return AS_RUNTIME;
  if (value.kind === 'env')
    return recognition.catalog.ownVariables.credentials.has(value.name)
      ? AS_RUNTIME
      : unseen('it is given keys or a profile by a setting');
  const made = value.kind === 'package' ? value.symbol.origin : value.kind === 'definition' ? value.at : null;
  if (made !== null && isCall(made)) return givenBy(question, made);
  const object = made === null ? null : recognition.resolver.object(made);
  if (object === null || !object.complete)
    return unseen(
      value.kind === 'known' ? 'it is given keys or a profile' : 'what it is given could not be read',
    );
  return together([...object.entries.values()].map((one) => giverAt(question, one, depth + 1)));
}

function givenBy(question: CredentialQuestion, call: LocatedCall): ActsAs {
  const { recognition, evaluation } = question;
  const symbol = calledSymbol(recognition, call)?.symbol ?? '';
  const entry = recognition.catalog.credentialGivers.get(symbol);
  const name = symbol.split(/[.#]/).at(-1) ?? '';
  if (entry === undefined)
    return unseen(name === '' ? 'what it is given could not be read' : `it is given what ${name} gives`);
  const operation = operationOf(recognition, call, entry);
  const isOther = entry.without.some((path) => argument(recognition, call, [path]).kind !== 'absent');
  if (operation === null || isOther) return unseen(`it is given what ${name} gives`);
  if (entry.gives === 'own') return AS_RUNTIME;
  const role = argument(recognition, operation, entry.role);
  const values = possible(role).map(({ at }) => evaluation.value(at));
  const arns = new Set(values.map((value) => (value.kind === 'known' ? String(value.value) : '')));
  const [arn = ''] = arns;
  const isOpen = isHidden(role) || mayBeAbsent(role) || arns.size > 1;
  if (isOpen || !ROLE_ARN.test(arn)) return unseen('the role that it takes is not written down');
  // Who takes it is the identity of the process, or another role, or nobody knows.
  const takers =
    entry.command === undefined && call.expr.callee.kind !== 'member' ? [] : question.actsOf(call);
  return takers.every(({ as }) => as === 'runtime')
    ? { as: 'role', role: arn }
    : unseen('who takes its role was not seen');
}

/** The operation that the call runs; null where it runs another. */
function operationOf(
  recognition: Recognition,
  call: LocatedCall,
  { command }: CredentialEntry,
): LocatedCall | null {
  if (command === undefined) return call;
  const found = argument(recognition, call, [command.at]);
  const isSure = found.kind === 'given' && found.unsure === undefined;
  const made = isSure ? recognition.resolver.value(found.at).at : null;
  if (made === null || !isCall(made)) return null;
  const at = within(made, made.expr) as LocatedCall;
  return calledSymbol(recognition, at)?.symbol === command.symbol ? at : null;
}
