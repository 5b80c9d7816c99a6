import { setImmediate } from 'node:timers/promises';
import { err, type Gap, type Result } from '#model';
import { FlatTree } from './flat-tree.ts';
import type { GrammarName } from './wasm-files.ts';
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

type Parsed = Result<ParsedModule, Gap>;

interface Batch {
  readonly modules: readonly { readonly candidate: Candidate; readonly place: number }[];
  readonly characters: number;
}

/** Characters of one message to the thread, and how many messages it may be ahead: trees take ten times the text. */
const BATCH_CHARACTERS = 100_000;
const BATCHES_AHEAD = 3;
/** Batches from which it pays to load the grammars into this thread too; once they are here, it parses whatever nobody else does. */
const BATCHES_TO_SHARE = 20;
/** The same in characters. */
export const SHARING_PAYS = BATCHES_TO_SHARE * BATCH_CHARACTERS;
/** WebAssembly's memory grows to the largest tree and never shrinks: one thread has had that, the other need not. */
const MAX_SHARED_CHARACTERS = 150_000;

/**
 * Parses modules. With a thread, its syntax trees are lowered here while it goes on, and what it has not begun is parsed here
 * where there is nothing to lower; where it fails, the rest is parsed in this thread.
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

  /** One result for every candidate, in their order, whichever thread parsed it. */
  async parse(candidates: readonly Candidate[]): Promise<readonly Parsed[]> {
    const results = new Array<Parsed | undefined>(candidates.length).fill(undefined);
    if (this.thread !== null) {
      try {
        await this.parseBeside(this.thread, batchesOf(candidates).sort(bySharing), results);
      } catch {
        // What the thread left is parsed below.
        this.stop();
      }
    }
    const parsed: Parsed[] = [];
    for (const [place, candidate] of candidates.entries())
      parsed.push(results[place] ?? (await this.ownParser())(candidate.path, candidate.text));
    return parsed;
  }

  stop(): void {
    this.thread?.stop();
    this.thread = null;
  }

  /** Loaded when it is first needed: with a thread that does all the work it never is. */
  private async ownParser(): Promise<ModuleParser> {
    return (this.parser ??= await moduleParser(this.names));
  }

  /** The thread takes batches from the front, this one from the back. */
  private async parseBeside(
    thread: ParserThread,
    waiting: Batch[],
    results: (Parsed | undefined)[],
  ): Promise<void> {
    const isShared = this.parser !== null || waiting.length >= BATCHES_TO_SHARE;
    const asked: { readonly batch: Batch; readonly answers: Promise<readonly ParseAnswer[]> }[] = [];
    let arrived = 0;
    const ask = (): void => {
      // Of the last ones each takes half: this one would wait for all that the other has been asked.
      const most = isShared ? Math.ceil((asked.length + waiting.length) / 2) : BATCHES_AHEAD;
      for (const batch of waiting.splice(0, Math.max(Math.min(most, BATCHES_AHEAD) - asked.length, 0))) {
        const answers = thread.parse(
          batch.modules.map(({ candidate: { path, text } }) => ({ path, text, grammar: grammarOf(path) })),
        );
        asked.push({ batch, answers });
        // A failure is heard where the answers are taken.
        void answers.then(
          () => arrived++,
          () => arrived++,
        );
      }
    };
    // Asked before its grammars are loaded: the thread queues what it cannot answer yet, and this one begins by itself.
    ask();
    for (let taken = 0; ; taken++) {
      while (isShared && arrived === taken && (await this.parseHere(waiting, results)));
      const next = asked.shift();
      if (next === undefined) return;
      const answers = await next.answers;
      this.rules ??= new Map((await thread.grammars).map((names) => [names.name, rulesOf(names)]));
      ask();
      for (const [index, { candidate, place }] of next.batch.modules.entries())
        results[place] = this.lowered(candidate, answers[index], this.rules);
    }
  }

  /** Parses the last of the batches in this thread; false where none is left for it. */
  private async parseHere(waiting: Batch[], results: (Parsed | undefined)[]): Promise<boolean> {
    const at = waiting.findLastIndex(({ characters }) => characters <= MAX_SHARED_CHARACTERS);
    const [batch] = at < 0 ? [] : waiting.splice(at, 1);
    if (batch === undefined) return false;
    const parser = await this.ownParser();
    for (const { candidate, place } of batch.modules) results[place] = parser(candidate.path, candidate.text);
    // Lets the thread's answers in.
    await setImmediate();
    return true;
  }

  /** The tree as a module; a gap where the thread gave one. */
  private lowered(
    { path, text }: Candidate,
    answer: ParseAnswer | undefined,
    rules: ReadonlyMap<GrammarName, LoweringRules>,
  ): Parsed {
    if (answer !== undefined && 'gap' in answer) return err(answer.gap);
    const grammar = grammarOf(path);
    const language = grammar === null ? undefined : rules.get(grammar);
    // Out of step the trees would belong to other files: the caller starts over in this thread.
    if (answer === undefined || language === undefined) throw new Error('an answer to another question');
    return lowerModule(language, path, this.tree.adopt(answer.tree, text));
  }
}

/** What this thread does not parse comes first: the other has done it when nothing else is left for this one. */
function bySharing(a: Batch, b: Batch): number {
  return Number(b.characters > MAX_SHARED_CHARACTERS) - Number(a.characters > MAX_SHARED_CHARACTERS);
}

/** In order, each of at least BATCH_CHARACTERS but for the last: a message has a price of its own. */
function batchesOf(candidates: readonly Candidate[]): Batch[] {
  const batches: { modules: { candidate: Candidate; place: number }[]; characters: number }[] = [];
  for (const [place, candidate] of candidates.entries()) {
    let last = batches.at(-1);
    if (last === undefined || last.characters >= BATCH_CHARACTERS) {
      last = { modules: [], characters: 0 };
      batches.push(last);
    }
    last.modules.push({ candidate, place });
    last.characters += candidate.text.length;
  }
  return batches;
}
