import type { Tree, TreeCursor } from 'web-tree-sitter';
import { DROP, ERROR, WHOLE, type FlatTree, type TreeWalk } from './flat-tree.ts';

/** A position in a syntax tree; zero is false, as in the WebAssembly below. */
interface NodeCursor {
  open(tree: Tree): void;
  close(): void;
  /** To the first child, the next sibling, the parent; 0 where there is none, and then nothing moved. */
  down(): number;
  right(): number;
  up(): number;
  type(): number;
  field(): number;
  start(): number;
  end(): number;
}

type WasmFunction = (tree: number) => number;

function wasmFunction(module: object, name: string): WasmFunction | null {
  const value = (module as Readonly<Record<string, unknown>>)[`_ts_tree_${name}_wasm`];
  return typeof value === 'function' ? (value as WasmFunction) : null;
}

/**
 * The public TreeCursor copies its state into the transfer buffer before every step and out of it afterwards, which costs as much
 * as the parse itself; left in the buffer it costs a quarter (docs/decisions/0011-flat-syntax-trees.md). null where `module` is
 * not the binding's module: it was started by someone else, or it changed.
 */
export function directCursor(module: object): NodeCursor | null {
  // All or none: a binding that renamed one of them may have changed the others.
  const root = wasmFunction(module, 'root_node');
  const open = wasmFunction(module, 'cursor_new');
  const close = wasmFunction(module, 'cursor_delete');
  const down = wasmFunction(module, 'cursor_goto_first_child');
  const right = wasmFunction(module, 'cursor_goto_next_sibling');
  const up = wasmFunction(module, 'cursor_goto_parent');
  const type = wasmFunction(module, 'cursor_current_node_type_id');
  const field = wasmFunction(module, 'cursor_current_field_id');
  const start = wasmFunction(module, 'cursor_start_index');
  const end = wasmFunction(module, 'cursor_end_index');
  if (!root || !open || !close || !down || !right || !up || !type || !field || !start || !end) return null;
  let address = 0;
  return {
    open: (tree) => {
      // The binding keeps the tree's address under the key 0.
      address = (tree as unknown as readonly number[])[0] ?? 0;
      root(address); // leaves the root node in the buffer, where the new cursor looks for its node
      open(address);
    },
    close: () => void close(address),
    down: () => down(address),
    right: () => right(address),
    up: () => up(address),
    type: () => type(address),
    field: () => field(address),
    start: () => start(address),
    end: () => end(address),
  };
}

/** The same through the public interface. */
export function publicCursor(): NodeCursor {
  let open: TreeCursor | null = null;
  const cursor = (): TreeCursor => {
    if (open === null) throw new Error('no tree is open');
    return open;
  };
  return {
    open: (tree) => {
      open = tree.walk();
    },
    close: () => {
      open?.delete();
      open = null;
    },
    down: () => Number(cursor().gotoFirstChild()),
    right: () => Number(cursor().gotoNextSibling()),
    up: () => Number(cursor().gotoParent()),
    type: () => cursor().nodeTypeId,
    field: () => cursor().currentFieldId,
    start: () => cursor().startIndex,
    end: () => cursor().endIndex,
  };
}

/** Goes over the tree with a cursor, one node after the other. */
export function cursorWalk(cursor: NodeCursor): TreeWalk {
  return (tree, keep, into) => {
    cursor.open(tree);
    try {
      walk(cursor, keep, into);
    } finally {
      cursor.close();
    }
  };
}

function walk(cursor: NodeCursor, keep: Uint8Array, into: FlatTree): void {
  // A stack of our own: nesting is the file's to choose, the call stack is not.
  const open: number[] = [];
  for (;;) {
    const type = cursor.type();
    const kept = keep[type] ?? DROP;
    if (type === ERROR) into.errors++;
    if (kept !== DROP) {
      const node = into.add(type, cursor.field(), cursor.start(), cursor.end());
      if (kept === WHOLE && cursor.down() !== 0) {
        open.push(node);
        continue;
      }
    }
    // `next` of a parent is known only when its last child has been left.
    while (cursor.right() === 0) {
      const parent = open.pop();
      if (parent === undefined) return;
      cursor.up();
      into.next[parent] = into.count;
    }
  }
}
