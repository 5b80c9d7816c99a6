import type { Language, Tree } from 'web-tree-sitter';
import { DROP, ERROR, WHOLE, type FlatTree, type TreeWalk } from './flat-tree.ts';

/**
 * Where tree-sitter keeps what it parsed, in bytes (its lib/src/subtree.h, tree.h and parser.h, with addresses of 32 bits). A subtree
 * is eight bytes: a short node, or the address of a long one. Children stand in front of the long node that they belong to.
 */
const SUBTREE_BYTES = 8;
const SHORT = { symbol: 1, padding: 6, size: 7 };
const SHORT_BITS = { isShort: 1, visible: 2, extra: 8 };
const LONG = {
  padding: 4,
  size: 16,
  children: 36,
  symbol: 40,
  bits: 44,
  visibleChildren: 48,
  production: 66,
};
const LONG_BITS = { visible: 1, extra: 4 };
const LANGUAGE = { fieldCount: 32, aliasLength: 36, fieldSlices: 64, fields: 68, symbols: 76, aliases: 84 };
const FIELD = { bytes: 4, child: 2, inherited: 3 };
/** Texts are UTF-16. */
const UNIT_BYTES = 2;
/** Subtrees that are looked at for one byte of text: far more than any grammar makes. Beyond it the layout is another one. */
const MOST_STEPS_A_BYTE = 64;

/** A node whose children are gone through. Made once and filled again, as there is one for every level of nesting. */
class Level {
  /** Its place in the tree that is filled; -1 where the node is hidden, and its children are its parent's. */
  owner = -1;
  /** Address of the child that comes next. */
  child = 0;
  end = 0;
  isFirst = false;
  /** Place of the next child among those that are no extras: fields and aliases are given by it. */
  structural = 0;
  /** Addresses in the language's tables; 0 where the node gives its children no other type, or no field. */
  aliases = 0;
  fields = 0;
  fieldsEnd = 0;
  /** Of what stands in a hidden node and has no field there. */
  field = 0;
  /** Where the child before ended, in bytes of the text. */
  position = 0;
}

/** The address that the binding keeps under the key 0. */
function addressOf(held: object): number {
  const address = (held as readonly unknown[])[0];
  return typeof address === 'number' ? address : 0;
}

/**
 * Reads a syntax tree where the parser keeps it: crossing into WebAssembly for every node costs a fifth of the parse, this a
 * tenth. Whoever takes it holds it to a cursor first (docs/decisions/0011-flat-syntax-trees.md).
 *
 * @param memory The parser's; another object after it grew.
 */
export function subtreeWalk(memory: () => ArrayBuffer, language: Language): TreeWalk {
  const reading = new SubtreeReading(memory, addressOf(language));
  return (tree, keep, into) => reading.read(tree, keep, into);
}

class SubtreeReading {
  private readonly memory: () => ArrayBuffer;
  private readonly language: number;
  private bytes = new Uint8Array(0);
  private halves = new Uint16Array(0);
  private words = new Uint32Array(0);
  private readonly levels: Level[] = [];
  private depth = 0;
  private steps = 0;

  constructor(memory: () => ArrayBuffer, language: number) {
    this.memory = memory;
    this.language = language;
  }

  /** @throws Where the memory is not laid out as it is said above. */
  read(tree: Tree, keep: Uint8Array, into: FlatTree): void {
    const memory = this.memory();
    if (this.bytes.buffer !== memory) {
      this.bytes = new Uint8Array(memory);
      this.halves = new Uint16Array(memory);
      this.words = new Uint32Array(memory);
    }
    this.steps = (into.text.length + 1) * UNIT_BYTES * MOST_STEPS_A_BYTE;
    this.depth = 0;
    // The root is the first member of a tree: the only child of a level above it.
    const top = this.enter(-1, 0, 0);
    top.child = addressOf(tree);
    top.end = top.child + SUBTREE_BYTES;
    top.isFirst = false;
    for (let level: Level | undefined = top; level !== undefined; level = this.levels[this.depth - 1]) {
      if (level.child < level.end) this.visit(level, keep, into);
      else {
        this.depth--;
        // `next` of a parent is known only when its last child has been left.
        if (level.owner >= 0) into.next[level.owner] = into.count;
      }
    }
  }

  private word(address: number): number {
    return this.words[address >> 2] ?? 0;
  }

  private half(address: number): number {
    return this.halves[address >> 1] ?? 0;
  }

  private byte(address: number): number {
    return this.bytes[address] ?? 0;
  }

  /** The children of the long node at `address`, whose text begins at `start`; address 0 has none. */
  private enter(owner: number, address: number, start: number): Level {
    const level = (this.levels[this.depth++] ??= new Level());
    level.owner = owner;
    level.end = address;
    level.child = address === 0 ? 0 : address - this.word(address + LONG.children) * SUBTREE_BYTES;
    level.isFirst = true;
    level.structural = 0;
    level.aliases = level.fields = level.fieldsEnd = level.field = 0;
    level.position = start;
    const production = address === 0 || level.child === level.end ? 0 : this.half(address + LONG.production);
    const { language } = this;
    if (production > 0)
      level.aliases =
        this.word(language + LANGUAGE.aliases) + production * this.half(language + LANGUAGE.aliasLength) * 2;
    if (address !== 0 && level.child < level.end && this.word(language + LANGUAGE.fieldCount) > 0) {
      const slice = this.word(language + LANGUAGE.fieldSlices) + production * 4;
      level.fields = this.word(language + LANGUAGE.fields) + this.half(slice) * FIELD.bytes;
      level.fieldsEnd = level.fields + this.half(slice + 2) * FIELD.bytes;
    }
    return level;
  }

  /** The field of the level's child at a structural place: of the node itself, or of the hidden node that it stands in. */
  private fieldOf(level: Level, structural: number): number {
    for (let at = level.fields; at < level.fieldsEnd; at += FIELD.bytes)
      if (this.byte(at + FIELD.child) === structural && this.byte(at + FIELD.inherited) === 0)
        return this.half(at);
    return level.field;
  }

  /** The next child of a level: kept, dropped, or hidden and looked through. */
  private visit(level: Level, keep: Uint8Array, into: FlatTree): void {
    if (--this.steps < 0) throw new Error('the syntax tree has no end');
    const at = level.child;
    level.child += SUBTREE_BYTES;
    const flags = this.byte(at);
    const isShort = (flags & SHORT_BITS.isShort) !== 0;
    const address = isShort ? 0 : this.word(at);
    const bits = isShort ? 0 : this.word(address + LONG.bits);
    // What stands before a first child stands before its parent, whose text begins behind it.
    const padding = level.isFirst
      ? 0
      : isShort
        ? this.byte(at + SHORT.padding)
        : this.word(address + LONG.padding);
    level.isFirst = false;
    const start = level.position + padding;
    level.position = start + (isShort ? this.byte(at + SHORT.size) : this.word(address + LONG.size));
    const isExtra = (isShort ? flags & SHORT_BITS.extra : bits & LONG_BITS.extra) !== 0;
    const structural = isExtra ? -1 : level.structural++;
    const alias = isExtra || level.aliases === 0 ? 0 : this.half(level.aliases + structural * 2);
    if (alias === 0 && (isShort ? flags & SHORT_BITS.visible : bits & LONG_BITS.visible) === 0) {
      if (isShort || this.word(address + LONG.children) === 0) return;
      if (this.word(address + LONG.visibleChildren) === 0) return;
      const field = isExtra ? 0 : this.fieldOf(level, structural);
      this.enter(-1, address, start).field = field;
      return;
    }
    const symbol =
      alias !== 0 ? alias : isShort ? this.byte(at + SHORT.symbol) : this.half(address + LONG.symbol);
    const type =
      symbol === ERROR ? ERROR : this.half(this.word(this.language + LANGUAGE.symbols) + symbol * 2);
    if (type === ERROR) into.errors++;
    const kept = keep[type] ?? DROP;
    if (kept === DROP) return;
    const field = isExtra ? 0 : this.fieldOf(level, structural);
    const node = into.add(type, field, start / UNIT_BYTES, level.position / UNIT_BYTES);
    if (kept === WHOLE && !isShort) this.enter(node, address, start);
  }
}
