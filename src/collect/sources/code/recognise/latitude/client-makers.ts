import type { Located, Resolved } from '../../resolve/resolver.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import type { Evaluation } from './evaluation.ts';

/** Calls that a client is made by; null where one of the ways to it was not followed. */
type Makers = readonly LocatedCall[] | null;

/** Every value that can stand there, one by one. */
export function alternatives(resolved: Resolved): readonly Resolved[] {
  return resolved.kind === 'either' ? resolved.options.flatMap(alternatives) : [resolved];
}

/** The calls that an expression can stand for; null where it can stand for anything else. */
export function callsAt(recognition: Recognition, evaluation: Evaluation, at: Located): Makers {
  const found = alternatives(evaluation.value(at)).map((one): LocatedCall | null => {
    const made = one.kind === 'package' ? one.symbol.origin : one.kind === 'definition' ? one.at : null;
    return made !== null && isCall(made) ? made : null;
  });
  const calls = found.filter((one) => one !== null);
  return calls.length === found.length ? calls : null;
}

/** Whether an argument is the command, in place or by name. */
function holds(recognition: Recognition, call: LocatedCall, command: LocatedCall): boolean {
  return call.expr.args.some((arg) => {
    if (arg === command.expr) return true;
    if (arg.kind !== 'name') return false;
    const found = recognition.resolver.value(within(call, arg));
    return found.at.expr === command.expr;
  });
}

/**
 * Clients that an operation's object is handed to: `client.send(new GetObjectCommand(…))`, `getSignedUrl(client, command)`. What
 * is handed on in another way was made for a client that nobody saw.
 */
function sendersOf(recognition: Recognition, command: LocatedCall): readonly Located[] {
  const { module } = command;
  return module.callSites.flatMap(({ call: expr, name, scope }) => {
    if (name !== 'send' && name !== 'getSignedUrl') return [];
    const call: LocatedCall = { module, scope, expr };
    if (!holds(recognition, call, command)) return [];
    const { callee, args } = expr;
    const client = name === 'send' ? (callee.kind === 'member' ? callee.object : undefined) : args[0];
    return client === undefined ? [] : [within(call, client)];
  });
}

/** Of a call of the catalogue: the calls that made what it is made on, nearest first. */
export function makersOf(recognition: Recognition, evaluation: Evaluation, call: LocatedCall): Makers {
  if (call.expr.isNew) {
    const senders = sendersOf(recognition, call).map((at) => callsAt(recognition, evaluation, at));
    return senders.length === 0 || senders.includes(null) ? null : senders.flatMap((one) => one ?? []);
  }
  return receiversOf(recognition, evaluation, call);
}

/** What a method is called on, as the calls that made it. */
export function receiversOf(recognition: Recognition, evaluation: Evaluation, call: LocatedCall): Makers {
  const { callee } = call.expr;
  if (callee.kind === 'member') return callsAt(recognition, evaluation, within(call, callee.object));
  // A method under a name of its own: `read = s3.get_object`.
  const made = calledSymbol(recognition, call)?.found.origin ?? null;
  return made !== null && isCall(made) ? [made] : null;
}

/**
 * Whether a call is the package's own, `boto3.client(…)` or `new S3Client(…)`, and made on nothing that was made before. What is
 * handed over may be a session, whatever stands there where nothing is.
 */
export function isOfPackage(recognition: Recognition, evaluation: Evaluation, call: LocatedCall): boolean {
  const { callee } = call.expr;
  const on = within(call, callee.kind === 'member' ? callee.object : callee);
  // Nothing is called on null: the package was not found there.
  const found = alternatives(evaluation.value(on)).filter(
    (one) => one.kind !== 'known' || one.value !== null,
  );
  return (
    found.length > 0 && found.every((one) => one.kind === 'package' && !one.symbol.symbol.includes('()'))
  );
}
