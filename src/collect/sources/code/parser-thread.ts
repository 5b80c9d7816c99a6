import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { GrammarName } from './wasm-files.ts';
import type { GrammarNames, ParseAnswer, ParseRequest } from './parser-protocol.ts';

/** Somebody who waits for the next answer: they come in the order of the questions, and carry no number. */
interface Waiting {
  readonly resolve: (message: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A second thread that parses; its answers come in the order of the questions. */
export class ParserThread {
  /** Rejects where the thread fails to start. */
  readonly grammars: Promise<readonly GrammarNames[]>;
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];
  private failure: Error | null = null;

  private constructor(entry: URL, names: readonly GrammarName[]) {
    // Flags of this process, a loader above all, are not meant for the thread.
    this.worker = new Worker(entry, { workerData: names, execArgv: [] });
    this.worker.on('message', (message: unknown) => this.waiting.shift()?.resolve(message));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('the thread ended')));
    this.grammars = this.answer() as Promise<readonly GrammarNames[]>;
  }

  /** null where the program was not built: a worker's entry cannot be TypeScript (Node 20). */
  static start(names: readonly GrammarName[]): ParserThread | null {
    const entry = new URL('./parser-worker.cjs', import.meta.url);
    return existsSync(entry) ? new ParserThread(entry, names) : null;
  }

  // Answers in the order of the requests. Rejects where the thread has ended, and never throws.
  parse(requests: readonly ParseRequest[]): Promise<readonly ParseAnswer[]> {
    this.worker.postMessage(requests);
    return this.answer() as Promise<readonly ParseAnswer[]>;
  }

  // Whatever is still asked is given up.
  stop(): void {
    void this.worker.terminate();
  }

  private answer(): Promise<unknown> {
    const { failure } = this;
    const answer =
      failure === null
        ? new Promise<unknown>((resolve, reject) => this.waiting.push({ resolve, reject }))
        : Promise.reject(failure);
    // Whoever waits for it hears of the failure; the answers behind it nobody asks for any more.
    answer.catch(() => undefined);
    return answer;
  }

  /** The first failure counts; everybody who waits hears of it. */
  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
