import { parentPort, workerData } from 'node:worker_threads';
import { loadGrammar, type Grammar } from './grammar.ts';
import type { GrammarName } from './wasm-files.ts';
import { keptOf } from './kept-types.ts';
import type { GrammarNames, ParseAnswer, ParseRequest } from './parser-protocol.ts';

// The entry of the parser's thread (parser-thread.ts): WebAssembly works here while the other thread reads and lowers.
const names = workerData as readonly GrammarName[];

function answer(grammars: ReadonlyMap<GrammarName, Grammar>, requests: readonly ParseRequest[]): void {
  // Handed over, not copied: trees are ten times the size of their text.
  const buffers: ArrayBuffer[] = [];
  const answers = requests.map(({ grammar, path, text }): ParseAnswer => {
    const parsed = grammar === null ? undefined : grammars.get(grammar)?.parse(path, text);
    if (parsed === undefined)
      return { gap: { where: path, reason: 'unsupported', detail: 'no grammar is loaded for it' } };
    if (!parsed.ok) return { gap: parsed.error };
    const tree = parsed.value.pack();
    buffers.push(tree.nodes);
    return { tree };
  });
  parentPort?.postMessage(answers, buffers);
}

async function start(): Promise<void> {
  const loaded = names.map(async (name) => [name, await loadGrammar(name, keptOf(name))] as const);
  const grammars: ReadonlyMap<GrammarName, Grammar> = new Map(await Promise.all(loaded));
  parentPort?.on('message', (requests: readonly ParseRequest[]) => {
    answer(grammars, requests);
  });
  parentPort?.postMessage(
    [...grammars.values()].map(({ name, types, fields }): GrammarNames => ({ name, types, fields })),
  );
}

// What it throws ends the thread, which is heard of there.
void start();
