// One column for each ASCII code; a row is 2^7 cells, so state × columns is a shift.
const COLUMNS = 128;
const SHIFT = 7;

/** Called for each keyword that ends at `end`; `keyword` is its index in the list the automaton was made of. */
type KeywordVisit = (keyword: number, end: number) => void;

/**
 * Aho–Corasick as one dense table over character codes: a step is one look-up, case is folded in the table, and every
 * character outside ASCII leads back to the start.
 */
export class KeywordAutomaton {
  /** Next state by state and code; states are stored multiplied by the number of columns, those with output last. */
  readonly #next: Int32Array;
  readonly #firstWithOutput: number;
  readonly #outputs: readonly (readonly number[])[];

  /** Keywords are ASCII (Detector holds them to it) and matched in any case. */
  constructor(keywords: readonly string[]) {
    const trie = buildTrie(keywords);
    const order = trie.outputs.map((_, state) => state);
    // States with output last: one comparison a character says whether anything was found.
    order.sort((a, b) => Number(trie.hasOutput(a)) - Number(trie.hasOutput(b)) || a - b);
    const position = new Int32Array(order.length);
    order.forEach((state, index) => (position[state] = index));
    this.#next = new Int32Array(order.length * COLUMNS);
    for (let state = 0; state < order.length; state += 1) {
      const row = (position[state] as number) << SHIFT;
      for (let code = 0; code < COLUMNS; code += 1) {
        const target = trie.next[state * COLUMNS + code] as number;
        this.#next[row + code] = (position[target] as number) << SHIFT;
      }
    }
    this.#outputs = order.map((state) => trie.outputs[state] ?? []);
    const first = order.findIndex((state) => trie.hasOutput(state));
    this.#firstWithOutput = (first === -1 ? order.length : first) << SHIFT;
  }

  /** @returns Whether the text holds a character outside ASCII. */
  scan(text: string, visit: KeywordVisit): boolean {
    const next = this.#next;
    const firstWithOutput = this.#firstWithOutput;
    let state = 0;
    let seen = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      seen |= code;
      state = code < COLUMNS ? (next[state + code] as number) : 0;
      if (state >= firstWithOutput) {
        for (const keyword of this.#outputs[state >> SHIFT] ?? []) visit(keyword, index + 1);
      }
    }
    return seen >= COLUMNS;
  }
}

interface Trie {
  readonly next: Int32Array;
  readonly outputs: readonly (readonly number[])[];
  hasOutput(state: number): boolean;
}

/** The trie of the keywords with every missing step filled in from the longest suffix that is also a prefix. */
function buildTrie(keywords: readonly string[]): Trie {
  const mostStates = keywords.reduce((sum, keyword) => sum + keyword.length, 1);
  const next = new Int32Array(mostStates * COLUMNS).fill(-1);
  const outputs: number[][] = [[]];
  keywords.forEach((keyword, index) => {
    let state = 0;
    for (const character of keyword.toLowerCase()) {
      const cell = state * COLUMNS + character.charCodeAt(0);
      if ((next[cell] as number) < 0) {
        next[cell] = outputs.length;
        outputs.push([]);
      }
      state = next[cell] as number;
    }
    outputs[state]?.push(index);
  });
  completeSteps(next, outputs);
  foldCase(next);
  return { next, outputs, hasOutput: (state) => (outputs[state]?.length ?? 0) > 0 };
}

/** Breadth first, so that the state fallen back to is complete before it is copied from (Aho and Corasick, 1975). */
function completeSteps(next: Int32Array, outputs: number[][]): void {
  const failure = new Array<number>(outputs.length).fill(0);
  const queue = [0];
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    const fallback = failure[state] ?? 0;
    for (let code = 0; code < COLUMNS; code += 1) {
      const cell = state * COLUMNS + code;
      const target = next[cell] as number;
      const inherited = state === 0 ? 0 : (next[fallback * COLUMNS + code] as number);
      if (target < 0) next[cell] = inherited;
      else {
        failure[target] = inherited;
        outputs[target]?.push(...(outputs[inherited] ?? []));
        queue.push(target);
      }
    }
  }
}

/** An upper-case letter steps as its lower-case one: the text itself is never copied to fold it. */
function foldCase(next: Int32Array): void {
  for (let row = 0; row < next.length; row += COLUMNS) {
    for (let upper = 65; upper <= 90; upper += 1) next[row + upper] = next[row + upper + 32] as number;
  }
}
