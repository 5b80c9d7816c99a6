import type { Located } from '../../resolve/resolver.ts';
import type { LocatedCall, Recognition } from '../recognition/recognition.ts';
import { isAnswerForm } from './answer-forms.ts';
import { describedTool } from './described-tools.ts';
import { givenTools } from './given-tools.ts';

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
 * Tools that a program describes to a model which it asks by the vendor's own client, or by a request to the vendor's own address.
 * Whoever asks a model by hand and gives it tools runs them by hand as well: that is an agent, and it is not read.
 *
 * @param symbol What the call calls.
 */
export function addSentTools(recognition: Recognition, call: LocatedCall, symbol: string): void {
  for (const given of givenTools(recognition, call, symbol)) {
    if (!mayHoldTools(recognition, given.tools) || isAnswerForm(recognition, call, given)) continue;
    addDescribed(recognition, given.tools);
    recognition.sink.gap(
      call.module.path,
      'unresolved',
      `tools are handed to a model by ${given.by}, and what runs them is not read`,
    );
  }
}
