/**
 * A three-valued vector over columns: `must` holds what is certainly so, `may` what is not certainly not so; must ⊆ may.
 * The same Kleene logic as truth.ts, 32 columns a step.
 */
export interface Bits {
  readonly must: Uint32Array;
  readonly may: Uint32Array;
}

/** Gives out empty vectors of one length, cut from larger blocks: a block of its own for each is most of the cost. */
export function vectorSource(words: number): () => Uint32Array {
  const perBlock = Math.max(1, Math.floor(BLOCK_WORDS / Math.max(1, words)));
  let block = new Uint32Array(0);
  let used = perBlock;
  return () => {
    if (used === perBlock) {
      block = new Uint32Array(perBlock * words);
      used = 0;
    }
    used += 1;
    return block.subarray((used - 1) * words, used * words);
  };
}

/** 64 kB a block; a vector longer than that has a block of its own. */
const BLOCK_WORDS = 16_384;

/** Takes over `from`, in place. */
export function setBits(into: Bits, from: Bits): void {
  into.must.set(from.must);
  into.may.set(from.may);
}

/** 32 columns; 0 past the end, which cannot happen with vectors of one source and keeps the type total. */
export function wordAt(words: Uint32Array, at: number): number {
  return words[at] ?? 0;
}

export function setBit(words: Uint32Array, column: number): void {
  const at = column >>> 5;
  words[at] = wordAt(words, at) | (1 << (column & 31));
}

export function clearBit(words: Uint32Array, column: number): void {
  const at = column >>> 5;
  words[at] = wordAt(words, at) & ~(1 << (column & 31));
}

/** Whether the column is in the vector; false for a column past its end. */
export function hasBit(words: Uint32Array, column: number): boolean {
  return ((wordAt(words, column >>> 5) >>> (column & 31)) & 1) === 1;
}

/** In place; both of one length. */
export function orWords(into: Uint32Array, from: Uint32Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = wordAt(into, at) | wordAt(from, at);
}

export function andWords(into: Uint32Array, from: Uint32Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = wordAt(into, at) & wordAt(from, at);
}

/** Kleene's or, in place: certain where either is certain, possible where either is possible. */
export function orBits(into: Bits, from: Bits): void {
  orWords(into.must, from.must);
  orWords(into.may, from.may);
}

/** Kleene's and, in place. */
export function andBits(into: Bits, from: Bits): void {
  andWords(into.must, from.must);
  andWords(into.may, from.may);
}

/** What is not so, within `all`: the bounds change places, so that what was only possible stays only possible. */
export function notBits(bits: Bits, all: Uint32Array): Bits {
  const must = all.slice();
  const may = all.slice();
  for (let at = 0; at < all.length; at += 1) {
    must[at] = wordAt(all, at) & ~wordAt(bits.may, at);
    may[at] = wordAt(all, at) & ~wordAt(bits.must, at);
  }
  return { must, may };
}

/** Adds up pairs, nibbles, bytes; the product stays below 2^53, so no bit is lost before `>>>` cuts it to 32. */
export function countBits(words: Uint32Array): number {
  let count = 0;
  for (const word of words) {
    let v = word - ((word >>> 1) & 0x55555555);
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
    count += (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}

/** Ascending; costs a step per set bit, not per column. */
export function columnsIn(words: Uint32Array): number[] {
  const columns: number[] = [];
  words.forEach((word, at) => {
    for (let rest = word; rest !== 0; rest &= rest - 1)
      columns.push(at * 32 + (31 - Math.clz32(rest & -rest)));
  });
  return columns;
}
