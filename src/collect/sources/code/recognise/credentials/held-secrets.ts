import { type NodeId } from '#model';
import type { Located } from '../../resolve/resolver.ts';
import { addEnvCredential, addWrittenCredentials } from './credentials.ts';
import { addDefaultKey } from './default-keys.ts';
import { calledSymbol, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { environmentReads } from './environment-reads.ts';

/** Credentials that a call hands over, written down or read from the environment, or has its library take from there. */
export function addHandedSecrets(
  recognition: Recognition,
  holder: NodeId,
  call: LocatedCall,
  symbol: string,
): void {
  const { sink } = recognition;
  const called = calledSymbol(recognition, call);
  if (called !== null) addDefaultKey(recognition, holder, call, called.symbol);
  const values: Located[] = [];
  for (const expr of [...call.expr.args, ...call.expr.named.map(({ value }) => value)]) {
    const object = expr.kind === 'object' ? recognition.resolver.object(within(call, expr)) : null;
    // One by one: an object of any length is no argument list.
    for (const at of object === null ? [within(call, expr)] : object.entries.values()) values.push(at);
  }
  // No call that people write hands over more.
  for (const at of values.slice(0, 50)) {
    const resolved = recognition.resolver.value(at);
    for (const read of environmentReads(resolved))
      addHeldEnvironment(recognition, holder, read.name, read.at);
    if (resolved.kind !== 'known' || typeof resolved.value !== 'string') continue;
    for (const { id } of addWrittenCredentials(recognition, resolved.value, `${symbol}.key`, at))
      sink.edge(holder, 'has-secret', id, [sink.evidence(at)]);
  }
}

/** The holder has the credential that a variable of its environment carries, where its name says that it is one. */
export function addHeldEnvironment(
  recognition: Recognition,
  holder: NodeId,
  name: string,
  at: Located,
): void {
  const id = addEnvCredential(recognition, name, at, 'form');
  if (id !== null) recognition.sink.edge(holder, 'has-secret', id, [recognition.sink.evidence(at)]);
}
