import type { NodeId } from '#model';
import type { Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import { isHidden, possible } from '../calls/possible-arguments.ts';
import type { InFramework } from '../catalog/catalog.ts';
import { addVectorStore } from '../latitude/vector-stores.ts';
import { retrieverStores } from '../latitude/retriever-stores.ts';
import { setLater } from '../values/set-later.ts';
import { modelsOf } from '../models/models.ts';
import { calledSymbol, isCall, type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import type { AgentCall } from './agent-calls.ts';
import { addTexts } from './agent-instructions.ts';
import { addModelEdges, form } from './agent-models.ts';
import { conditionAt } from './conditions.ts';

/** Chains and retrievers in each other. */
const MAX_DEPTH = 5;
/** Members under which chains keep what they retrieve from, however it was given. */
const RETRIEVER_MEMBERS: readonly string[] = ['retriever', 'vectorstore', 'base_retriever'];

type PartArguments = InFramework<'chainParts'>['row']['arguments'];

/** A chain that is an agent, and what is said of it. */
interface Chain {
  readonly id: NodeId;
  readonly agent: AgentCall;
  readonly symbol: string;
}

/**
 * What a chain is put together of: where it retrieves from, which models it asks, and what these are told.
 *
 * @returns False where a part was not read: it may be anything that runs, an agent with tools included.
 */
export function addParts(recognition: Recognition, chain: Chain): boolean {
  const { retriever, parts } = chain.agent.entry.row.arguments;
  if (retriever === undefined && parts === undefined) return true;
  return lookInto(recognition, chain, chain.agent.call, { retriever, parts }, 0);
}

function lookInto(
  recognition: Recognition,
  chain: Chain,
  call: LocatedCall,
  where: PartArguments,
  depth: number,
): boolean {
  if (depth > MAX_DEPTH) return false;
  const { entry } = chain.agent;
  for (const { at } of possible(argument(recognition, call, where.model)))
    addModelEdges(recognition, chain.id, modelsOf(recognition, at, form(entry)), chain.symbol);
  const said = argument(recognition, call, where.instructions);
  if (said.kind !== 'absent') addTexts(recognition, chain.id, { call, entry }, chain.symbol, said);
  const parts = argument(recognition, call, where.parts);
  const read = possible(parts).map(({ at }) => addPart(recognition, chain, at, depth));
  const isWhole = !isHidden(parts) && read.every((isRead) => isRead === true);
  if (!isWhole) unread(recognition, chain, 'what it combines documents with');
  const retriever = argument(recognition, call, where.retriever);
  // Which of them it has when it is asked, is not known.
  const later = where.retriever === undefined ? [] : setLater(recognition, call.expr, RETRIEVER_MEMBERS);
  const isOpen = isHidden(retriever) || later.length > 0;
  if (isOpen) unread(recognition, chain, 'what it retrieves from');
  for (const at of [...possible(retriever).map((one) => one.at), ...later])
    if (addPart(recognition, chain, at, depth) === null)
      addRetriever(recognition, chain, at, later.length > 0);
  return isWhole;
}

/** Null where the expression is no call that the catalogue describes as a part; else whether it was read whole. */
function addPart(recognition: Recognition, chain: Chain, at: Located, depth: number): boolean | null {
  const made = isCall(at) ? at : recognition.resolver.value(at).at;
  if (!isCall(made)) return null;
  const part = recognition.catalog.chainParts.get(calledSymbol(recognition, made)?.symbol ?? '');
  return part === undefined ? null : lookInto(recognition, chain, made, part.row.arguments, depth + 1);
}

function addRetriever(recognition: Recognition, chain: Chain, at: Located, isReplaceable: boolean): void {
  const { stores, isWhole } = retrieverStores(recognition, at);
  const guards = stores.length > 1 || !isWhole || isReplaceable ? [conditionAt(at)] : [];
  for (const handle of stores)
    recognition.sink.edge(
      chain.id,
      'retrieves-from',
      addVectorStore(recognition, handle),
      [recognition.sink.evidence(at)],
      [],
      guards,
    );
  if (!isWhole) unread(recognition, chain, 'what it retrieves from');
}

function unread({ sink }: Recognition, { agent, symbol }: Chain, what: string): void {
  sink.gap(`${(agent.receiver ?? agent.call).module.path}#${symbol}`, 'unresolved', what);
}
