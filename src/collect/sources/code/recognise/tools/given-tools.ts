import type { Located } from '../../resolve/resolver.ts';
import { argumentAt } from '../calls/arguments.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** The tools that one request tells a model of. */
export interface GivenTools {
  readonly tools: Located;
  /** Where the request says which tool the model has to call; null where it does not. */
  readonly choice: Located | null;
  /** Who asks, for a gap. */
  readonly by: string;
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
 * What a call gives a model as tools, by the vendor's own client or by a request to the vendor's own address.
 *
 * @param symbol What the call calls.
 */
export function givenTools(
  recognition: Recognition,
  call: LocatedCall,
  symbol: string,
): readonly GivenTools[] {
  const { catalog, resolver } = recognition;
  const { sentTools, forcedTools } = catalog;
  const all: GivenTools[] = [];
  const given = catalog.modelCalls.has(symbol) ? argumentAt(recognition, call, sentTools.inCall) : null;
  if (given !== null)
    all.push({ tools: given, choice: argumentAt(recognition, call, forcedTools.inCall), by: symbol });
  const sender = catalog.senders.get(symbol);
  const url = sender === undefined ? null : argumentAt(recognition, call, sender.url);
  const host = url === null ? null : vendorHost(recognition, url);
  if (sender === undefined || host === null) return all;
  const body = argumentAt(recognition, call, sender.body);
  const said = body === null ? null : resolver.object(bodyOf(recognition, body));
  const tools = said?.entries.get(sentTools.inBody);
  // What is merged in later may leave the model a choice.
  const choice = said?.complete === true ? (said.entries.get(forcedTools.inBody) ?? null) : null;
  if (tools !== undefined) all.push({ tools, choice, by: `a request to ${host}` });
  return all;
}
