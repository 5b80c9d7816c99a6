import { err, type Gap, type Result } from '#model';
import { FlatTree } from './flat-tree.ts';
import type { GrammarName } from './grammar.ts';
import {
  grammarOf,
  lowerModule,
  moduleParser,
  rulesOf,
  type ModuleParser,
  type ParsedModule,
} from './parse-module.ts';
import type { LoweringRules } from './lower/lowering.ts';
import type { ParseAnswer } from './parser-protocol.ts';
import type { ParserThread } from './parser-thread.ts';

/** A module to parse. */
export interface Candidate {
  readonly path: string;
  readonly text: string;
}

type Deliver = (candidate: Candidate, result: Result<ParsedModule, Gap>) => void;

/** Characters of one message to the thread, and how many messages it may be ahead: trees take ten times the text. */
const BATCH_CHARACTERS = 100_000;
const BATCHES_AHEAD = 6;

/**
 * Parses modules in order. With a thread, its syntax trees are lowered here while it goes on; where it fails, the rest is
 * parsed in this thread.
 */
export class ModuleParsing {
  private readonly names: readonly GrammarName[];
  private thread: ParserThread | null;
  private parser: ModuleParser | null = null;
  /** Filled anew for every module. */
  private readonly tree = new FlatTree();
  private rules: ReadonlyMap<GrammarName, LoweringRules> | null = null;

  constructor(names: readonly GrammarName[], thread: ParserThread | null) {
    this.names = names;
    this.thread = thread;
  }

  /** Calls `deliver` once for every candidate, in their order, whichever thread parsed it. */
  async parse(candidates: readonly Candidate[], deliver: Deliver): Promise<void> {
    // What was delivered before the thread failed is not delivered again.
    let done = 0;
    const { thread } = this;
    if (thread !== null) {
      try {
        await this.parseBeside(thread, candidates, (candidate, result) => {
          done++;
          deliver(candidate, result);
        });
      } catch {
        this.stop();
      }
    }
    if (done === candidates.length) return;
    this.parser ??= await moduleParser(this.names);
    for (const candidate of candidates.slice(done))
      deliver(candidate, this.parser(candidate.path, candidate.text));
  }

  stop(): void {
    this.thread?.stop();
    this.thread = null;
  }

  private async parseBeside(
    thread: ParserThread,
    candidates: readonly Candidate[],
    deliver: Deliver,
  ): Promise<void> {
    const batches = batchesOf(candidates);
    const send = (batch: readonly Candidate[]) =>
      thread.parse(batch.map(({ path, text }) => ({ path, text, grammar: grammarOf(path) })));
    // Sent before the grammars are waited for: the thread queues what it cannot answer yet.
    const ahead = batches.slice(0, BATCHES_AHEAD).map(send);
    const rules = (this.rules ??= new Map(
      (await thread.grammars).map((names) => [names.name, rulesOf(names)]),
    ));
    for (const [index, batch] of batches.entries()) {
      const answers = await ahead.shift();
      const next = batches[index + BATCHES_AHEAD];
      if (next !== undefined) ahead.push(send(next));
      for (const [place, candidate] of batch.entries())
        deliver(candidate, this.lowered(candidate, answers?.[place], rules));
    }
  }

  private lowered(
    { path, text }: Candidate,
    answer: ParseAnswer | undefined,
    rules: ReadonlyMap<GrammarName, LoweringRules>,
  ): Result<ParsedModule, Gap> {
    if (answer !== undefined && 'gap' in answer) return err(answer.gap);
    const grammar = grammarOf(path);
    const language = grammar === null ? undefined : rules.get(grammar);
    // Out of step the trees would belong to other files: the caller starts over in this thread.
    if (answer === undefined || language === undefined) throw new Error('an answer to another question');
    return lowerModule(language, path, this.tree.adopt(answer.tree, text));
  }
}

function batchesOf(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const batches: Candidate[][] = [];
  let room = 0;
  for (const candidate of candidates) {
    const last = batches.at(-1);
    if (last === undefined || room <= 0) {
      batches.push([candidate]);
      room = BATCH_CHARACTERS;
    } else last.push(candidate);
    room -= candidate.text.length;
  }
  return batches;
}
