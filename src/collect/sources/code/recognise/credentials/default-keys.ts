import { withoutMember } from '../../dotted-name.ts';
import type { NodeId } from '#model';
import { argument } from '../calls/arguments.ts';
import { defaultKeys } from '../catalog/default-keys.ts';
import { type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { addEnvCredential } from './credentials.ts';
import { byLibrary } from './implied-evidence.ts';

/** The package that a symbol is of: `@ai-sdk/mistral#mistral`, `langchain_openai.ChatOpenAI`. */
function libraryOf(symbol: string): string {
  return symbol.includes('#') ? (symbol.split('#')[0] ?? symbol) : symbol.slice(0, symbol.lastIndexOf('.'));
}

/**
 * The key that a library takes from the environment by itself: `openai('gpt-4o')`, `new OpenAI()`. Only where the call is seen
 * to its end and hands over neither a key nor anything in its place: a spread or a parameter may hold one.
 *
 * @param holder Who makes the call to have the key; null where nobody was seen to.
 * @param symbol What the call calls.
 */
export function addDefaultKey(
  recognition: Recognition,
  holder: NodeId | null,
  call: LocatedCall,
  symbol: string,
): void {
  const rows = defaultKeys(recognition.catalog);
  const row = rows.get(symbol) ?? methodRow(rows, symbol);
  if (row === undefined || argument(recognition, call, row.unless).kind !== 'absent') return;
  const note = byLibrary(libraryOf(symbol));
  for (const name of row.env) {
    const id = addEnvCredential(recognition, name, call, 'listed', note);
    if (id !== null && holder !== null)
      recognition.sink.edge(holder, 'has-secret', id, [recognition.sink.evidence(call, note)]);
  }
}

/** `openai.chat('gpt-4o')` is the instance's; a method of a class (`OpenAI.x`) is no call of the class. */
function methodRow(rows: ReturnType<typeof defaultKeys>, symbol: string) {
  const row = rows.get(withoutMember(symbol));
  return row?.unless.length === 0 ? row : undefined;
}
