import { argument } from '../calls/arguments.ts';
import { isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';

/** The call that makes the client which a model is handed, where it was found: the key is given there. */
export function handedClient(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): readonly LocatedCall[] {
  if (paths === undefined) return [];
  const given = argument(recognition, call, paths);
  if (given.kind !== 'given') return [];
  const resolved = recognition.resolver.value(given.at);
  const made = resolved.kind === 'package' ? (resolved.symbol.origin ?? resolved.at) : resolved.at;
  return isCall(made) ? [made] : [];
}
