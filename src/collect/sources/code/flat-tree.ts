import type { Tree } from 'web-tree-sitter';

/** What of a node type is kept: nothing, the node without what is below it, or the whole. */
export const DROP = 0;
export const LEAF = 1;
export const WHOLE = 2;

/** The type id of what could not be parsed; it has no entry in the grammar's table. */
export const ERROR = 65_535;

/**
 * Adds to `into` every node of a tree that `keep` (DROP, LEAF or WHOLE for every node type id) does not drop, in source order, and
 * says there where each ends; what is dropped is passed with everything below it.
 */
export type TreeWalk = (tree: Tree, keep: Uint8Array, into: FlatTree) => void;

/** A tree on its way between threads: start, end and next of all nodes, then their types, then their fields. */
export interface PackedTree {
  readonly count: number;
  readonly errors: number;
  readonly nodes: ArrayBuffer;
}

/** Three times four bytes, two for the type, one for the field: see viewsOf. */
const BYTES_PER_NODE = 15;

/**
 * A syntax tree as arrays in source order: node i's children begin at i + 1, each at `next` of the one before it, until `next[i]`.
 * One instance is filled again for every file: nothing may be kept of it.
 */
export class FlatTree {
  // Room for a long file; doubled where one is longer, and never given back.
  type = new Uint16Array(1 << 16);
  field = new Uint8Array(1 << 16);
  start = new Uint32Array(1 << 16);
  end = new Uint32Array(1 << 16);
  next = new Uint32Array(1 << 16);
  count = 0;
  /** Places that the parser could not make sense of. */
  errors = 0;
  text = '';
  /** UTF-16 offsets, as all offsets of a tree are; the room of the longest file before. */
  private lineStarts = new Uint32Array(1 << 12);
  /** 0 before the first question for a line. */
  private lines = 0;
  private lastLine = 0;

  /** The tree may be freed afterwards. */
  fill(tree: Tree, text: string, walk: TreeWalk, keep: Uint8Array): void {
    this.read(text);
    this.count = 0;
    this.errors = 0;
    walk(tree, keep, this);
  }

  /** A copy that may be handed to another thread. */
  pack(): PackedTree {
    const { count, errors } = this;
    const nodes = new ArrayBuffer(count * BYTES_PER_NODE);
    const packed = viewsOf(nodes, count);
    packed.start.set(this.start.subarray(0, count));
    packed.end.set(this.end.subarray(0, count));
    packed.next.set(this.next.subarray(0, count));
    packed.type.set(this.type.subarray(0, count));
    packed.field.set(this.field.subarray(0, count));
    return { count, errors, nodes };
  }

  /** Becomes the tree of a text that was packed in another thread; it uses the packed arrays themselves. */
  adopt({ count, errors, nodes }: PackedTree, text: string): this {
    const { type, field, start, end, next } = viewsOf(nodes, count);
    this.type = type;
    this.field = field;
    this.start = start;
    this.end = end;
    this.next = next;
    this.count = count;
    this.errors = errors;
    this.read(text);
    return this;
  }

  private read(text: string): void {
    this.text = text;
    this.lines = 0;
    this.lastLine = 0;
  }

  /** The next node in source order, with nothing below it yet. */
  add(type: number, field: number, start: number, end: number): number {
    const node = this.count++;
    if (node >= this.type.length) this.grow();
    this.type[node] = type;
    this.field[node] = field;
    this.start[node] = start;
    this.end[node] = end;
    this.next[node] = node + 1;
    return node;
  }

  /** Twice as long, so that a long file costs a few copies and not one for each node. */
  private grow(): void {
    const size = this.type.length * 2;
    this.type = extended(this.type, new Uint16Array(size));
    this.field = extended(this.field, new Uint8Array(size));
    this.start = extended(this.start, new Uint32Array(size));
    this.end = extended(this.end, new Uint32Array(size));
    this.next = extended(this.next, new Uint32Array(size));
  }

  typeOf(node: number): number {
    return this.type[node] ?? 0;
  }

  fieldOf(node: number): number {
    return this.field[node] ?? 0;
  }

  // The node behind this one and all that is below it.
  after(node: number): number {
    return this.next[node] ?? node + 1;
  }

  // The source text of the node.
  slice(node: number): string {
    return this.text.slice(this.start[node], this.end[node]);
  }

  /** First child with the field; -1 where there is none. */
  child(node: number, field: number): number {
    const end = this.after(node);
    for (let child = node + 1; child < end; child = this.after(child)) {
      if (this.field[child] === field) return child;
    }
    return -1;
  }

  /** First child of one type; -1 where there is none. */
  childOfType(node: number, type: number): number {
    const end = this.after(node);
    for (let child = node + 1; child < end; child = this.after(child)) {
      if (this.type[child] === type) return child;
    }
    return -1;
  }

  children(node: number): number[] {
    const found: number[] = [];
    const end = this.after(node);
    for (let child = node + 1; child < end; child = this.after(child)) found.push(child);
    return found;
  }

  startLine(node: number): number {
    return this.lineAt(this.start[node] ?? 0);
  }

  endLine(node: number): number {
    // The end index is exclusive: a node that ends with its line break belongs to that line.
    return this.lineAt(Math.max((this.end[node] ?? 1) - 1, 0));
  }

  /** The line of a place in the text. */
  lineOf(index: number): number {
    return this.lineAt(index);
  }

  private findLines(): void {
    const { text } = this;
    this.lines = 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (this.lines === this.lineStarts.length)
        this.lineStarts = extended(this.lineStarts, new Uint32Array(this.lines * 2));
      this.lineStarts[this.lines++] = at + 1;
    }
  }

  /** 1-based. Neighbouring questions are the rule, so the search begins where the last one ended. */
  private lineAt(index: number): number {
    // Not by the thread that parses, which asks for no line.
    if (this.lines === 0) this.findLines();
    const { lineStarts: starts, lines } = this;
    let low = 0;
    let high = lines - 1;
    const last = this.lastLine;
    if ((starts[last] ?? 0) <= index) {
      if (last + 1 >= lines || index < (starts[last + 1] ?? 0)) return last + 1;
      low = last + 1;
    } else high = last - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    this.lastLine = low;
    return low + 1;
  }
}

/** Wide types first, so that every array lies where its element size demands. */
function viewsOf(nodes: ArrayBuffer, count: number) {
  return {
    start: new Uint32Array(nodes, 0, count),
    end: new Uint32Array(nodes, count * 4, count),
    next: new Uint32Array(nodes, count * 8, count),
    type: new Uint16Array(nodes, count * 12, count),
    field: new Uint8Array(nodes, count * 14, count),
  };
}

function extended<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
