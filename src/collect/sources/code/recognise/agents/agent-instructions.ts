import type { NodeId } from '#model';
import { isWithin } from '../../resolve/mutations/mutations.ts';
import type { Located } from '../../resolve/resolver.ts';
import { chainSteps } from '../calls/chains.ts';
import { argument, textOf } from '../calls/arguments.ts';
import { isHidden, possible, type Argument } from '../calls/possible-arguments.ts';
import { addPrompt, addPromptText, addStep } from '../prompts/prompts.ts';
import { requestTexts } from '../prompts/request-texts.ts';
import { isCall, within, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import type { AgentCall, AgentEntry } from './agent-calls.ts';

/** The prompt as a node of its own, so that a change of its text is seen; a gap where it could not be read. */
export function addInstructions(
  recognition: Recognition,
  id: NodeId | null,
  { call, entry, receiver }: AgentCall,
  symbol: string,
): void {
  const suffix = argument(recognition, call, entry.row.arguments.suffix);
  if (suffix.kind === 'given') addTexts(recognition, id, { call, entry, receiver }, symbol, suffix);
  const given = argument(recognition, call, entry.row.arguments.instructions);
  const text = given.kind === 'given' ? given : systemMessage(recognition, call, entry);
  // No instructions is no gap: the framework has its own, or the message says all.
  if (text.kind === 'absent') {
    addOnlyTurn(recognition, id, call, entry, symbol);
    return;
  }
  addTexts(recognition, id, { call, entry, receiver }, symbol, text);
}

/** What may stand at an argument that instructs, each text with its edge; a gap where one was not read. */
export function addTexts(
  recognition: Recognition,
  id: NodeId | null,
  { call, entry, receiver }: AgentCall,
  symbol: string,
  text: Argument,
): void {
  let isRead = !isHidden(text);
  for (const { at } of possible(text)) {
    const owner = copiedFrom(recognition, call, entry, at) ?? symbol;
    const steps = chainSteps(recognition, at);
    for (const step of steps ?? [at]) {
      const add = steps === null ? addPrompt : addStep;
      const prompt = add(recognition, step, owner);
      isRead &&= prompt.isRead;
      for (const one of prompt.ids)
        if (id !== null) recognition.sink.edge(id, 'instructed-by', one, [recognition.sink.evidence(call)]);
    }
  }
  if (!isRead)
    recognition.sink.gap(
      `${(receiver ?? call).module.path}#${symbol}`,
      'unresolved',
      'the text of the instructions',
    );
}

/** What the program wrote to be all that the model is told: `generateText({ model, prompt: `Summarise ${text}` })`. */
function addOnlyTurn(
  recognition: Recognition,
  id: NodeId | null,
  call: LocatedCall,
  entry: AgentEntry,
  symbol: string,
): void {
  const said = argument(recognition, call, entry.row.arguments.userText);
  if (said.kind !== 'given') return;
  for (const { text, role } of requestTexts(recognition, said.at)) {
    const prompt = addPromptText(recognition, text, symbol, role, call);
    if (prompt !== null && id !== null)
      recognition.sink.edge(id, 'instructed-by', prompt, [recognition.sink.evidence(call)]);
  }
}

/** Of a copy's text that stands in the agent that it was copied from: that agent; null for every other text. */
function copiedFrom(
  recognition: Recognition,
  call: LocatedCall,
  { framework }: AgentEntry,
  text: Located,
): string | null {
  const { callee } = call.expr;
  if (callee.kind !== 'member' || !framework.agentMethods.clone.includes(callee.property)) return null;
  const made = recognition.resolver.symbol(within(call, call.expr.callee))?.origin ?? null;
  const isThere = made !== null && made.module === text.module && isWithin(text.expr.span, made.expr.span);
  return isThere && isCall(made) ? recognition.names.unique('agent', made) : null;
}

/** A first message with the role system does what instructions do. */
function systemMessage(recognition: Recognition, call: LocatedCall, entry: AgentEntry): Argument {
  const messages = argument(recognition, call, entry.row.arguments.messages);
  const first = messages.kind === 'given' ? recognition.resolver.list(messages.at)?.items[0] : undefined;
  const object = first === undefined ? null : recognition.resolver.object(first);
  const role = object?.entries.get('role');
  const content = object?.entries.get('content');
  const isSystem = role !== undefined && textOf(recognition.resolver.value(role)) === 'system';
  return isSystem && content !== undefined ? { kind: 'given', at: content } : { kind: 'absent' };
}
