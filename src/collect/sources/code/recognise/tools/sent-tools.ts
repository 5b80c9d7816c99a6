import type { Located } from '../../resolve/resolver.ts';
import { argumentAt } from '../calls/arguments.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';
import { isAnswerForm } from './answer-forms.ts';
import { describedTool } from './described-tools.ts';

/** Lists in lists: Google's tools hold lists of functions. */
const MAX_DEPTH = 2;
/** No model is told of more. */
const MAX_TOOLS = 500;

/** Whether anything may be in it: an empty list gives a model no tools. */
function mayHoldTools({ resolver }: Recognition, at: Located): boolean {
  const list = resolver.list(at);
  const found = resolver.value(at);
  if (found.kind === 'known' && found.value === null) return false;
  return list?.complete !== true || list.items.length > 0;
}

/** Records those that are described in place, as models are told of them. */
function addDescribed(recognition: Recognition, at: Located, depth = 0): void {
  const { catalog, resolver } = recognition;
  for (const item of (resolver.list(at)?.items ?? []).slice(0, MAX_TOOLS)) {
    const entries = resolver.object(item)?.entries;
    const nested = catalog.sentTools.nested.flatMap((key) => entries?.get(key) ?? []);
    // Where it is written, under its own name: several requests may be given it.
    const written = resolver.value(item);
    if (nested.length === 0) describedTool(recognition, written.kind === 'definition' ? written.at : item);
    else if (depth < MAX_DEPTH) for (const list of nested) addDescribed(recognition, list, depth + 1);
  }
}

/**
 * Whoever asks a model by hand and gives it tools runs them by hand as well: that is an agent, and it is not read.
 *
 * @param choice Where the request says which tool the model has to call.
 */
function addGiven(
  recognition: Recognition,
  call: LocatedCall,
  at: Located,
  choice: Located | null,
  by: string,
): void {
  if (!mayHoldTools(recognition, at) || isAnswerForm(recognition, call, at, choice)) return;
  addDescribed(recognition, at);
  recognition.sink.gap(
    call.module.path,
    'unresolved',
    `tools are handed to a model by ${by}, and what runs them is not read`,
  );
}

/** The vendor's own host that a request goes to, as its documentation gives it; null for every other one. */
function vendorHost({ catalog, resolver }: Recognition, url: Located): string | null {
  const found = resolver.value(url);
  const start = found.kind === 'text' ? found.parts[0] : found.kind === 'known' ? found.value : null;
  const host =
    typeof start === 'string' ? /^https:\/\/([a-z\d.-]+)\//i.exec(start)?.[1]?.toLowerCase() : null;
  return host != null && catalog.providers.some(({ hosts }) => hosts.includes(host)) ? host : null;
}

/** What a request says, before it is written as a text. */
function bodyOf(recognition: Recognition, at: Located): Located {
  const made = isCall(at) ? at : recognition.resolver.value(at).at;
  const [first] = isCall(made) ? made.expr.args : [];
  if (!isCall(made) || first === undefined) return at;
  return recognition.catalog.bodyWriters.has(calledSymbol(recognition, made)?.symbol ?? '')
    ? within(made, first)
    : at;
}

/**
 * Tools that a program describes to a model which it asks by the vendor's own client, or by a request to the vendor's own address.
 *
 * @param symbol What the call calls.
 */
export function addSentTools(recognition: Recognition, call: LocatedCall, symbol: string): void {
  const { catalog, resolver } = recognition;
  const { sentTools, forcedTools } = catalog;
  const given = catalog.modelCalls.has(symbol) ? argumentAt(recognition, call, sentTools.inCall) : null;
  if (given !== null)
    addGiven(recognition, call, given, argumentAt(recognition, call, forcedTools.inCall), symbol);
  const sender = catalog.senders.get(symbol);
  const url = sender === undefined ? null : argumentAt(recognition, call, sender.url);
  const host = url === null ? null : vendorHost(recognition, url);
  if (sender === undefined || host === null) return;
  const body = argumentAt(recognition, call, sender.body);
  const said = body === null ? null : resolver.object(bodyOf(recognition, body));
  const tools = said?.entries.get(sentTools.inBody);
  // What is merged in later may leave the model a choice.
  const choice = said?.complete === true ? (said.entries.get(forcedTools.inBody) ?? null) : null;
  if (tools !== undefined) addGiven(recognition, call, tools, choice, `a request to ${host}`);
}
