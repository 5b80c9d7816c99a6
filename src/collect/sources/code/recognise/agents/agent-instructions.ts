import type { NodeId } from '#model';
import { argument, textOf } from '../calls/arguments.ts';
import { addPrompt } from '../prompts/prompts.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import type { AgentEntry } from './agent-calls.ts';

/** The prompt as a node of its own, so that a change of its text is seen; a gap where it could not be read. */
export function addInstructions(
  recognition: Recognition,
  id: NodeId | null,
  call: LocatedCall,
  entry: AgentEntry,
  symbol: string,
): void {
  const given = argument(recognition, call, entry.row.arguments.instructions);
  const text = given.kind === 'given' ? given : systemMessage(recognition, call, entry);
  // No instructions is no gap: the framework has its own, or the message says all.
  if (text.kind === 'absent') return;
  const prompt = text.kind === 'given' ? addPrompt(recognition, text.at, symbol) : null;
  if (prompt !== null && prompt.id !== null && id !== null)
    recognition.sink.edge(id, 'instructed-by', prompt.id, [recognition.sink.evidence(call)]);
  if (prompt?.isRead !== true)
    recognition.sink.gap(`${call.module.path}#${symbol}`, 'unresolved', 'the text of the instructions');
}

/** A first message with the role system does what instructions do. */
function systemMessage(recognition: Recognition, call: LocatedCall, entry: AgentEntry) {
  const messages = argument(recognition, call, entry.row.arguments.messages);
  const first = messages.kind === 'given' ? recognition.resolver.list(messages.at)?.items[0] : undefined;
  const object = first === undefined ? null : recognition.resolver.object(first);
  const role = object?.entries.get('role');
  const content = object?.entries.get('content');
  const isSystem = role !== undefined && textOf(recognition.resolver.value(role)) === 'system';
  return isSystem && content !== undefined
    ? { kind: 'given' as const, at: content }
    : { kind: 'absent' as const };
}
