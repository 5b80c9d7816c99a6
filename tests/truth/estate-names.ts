import type { GraphNode, GraphView } from '#graph';
import type { Scan } from '../../src/cli/scan-pipeline.ts';
import type { Truth } from './truth-schema.ts';

/** A scan, and the truth's names for what it holds. */
export interface NamedScan {
  readonly scan: Scan;
  readonly view: GraphView;
  /** The one asset of that label; null where there is none, or where several could be meant. */
  readonly nodeOf: (label: string) => GraphNode | null;
  /** The label of an asset; `<kind> <name> (<id>)` of one that the truth does not list. */
  readonly labelOf: (id: string) => string;
}

/** Everything that a label may mean. */
export function candidatesOf(view: GraphView, asset: Truth['assets'][number]): readonly GraphNode[] {
  const { node: label, native } = asset;
  if (native !== undefined) return view.nodes().filter((node) => node.aliases.includes(native));
  const plain = plainName(label);
  return view.nodes().filter((node) => `${node.kind} ${node.name}` === plain);
}

/** Without what tells two assets of one name apart. */
export function plainName(label: string): string {
  return label.replace(/ \[[^\]]*\]$/, '');
}

export function nameScan(truth: Truth, scan: Scan): NamedScan {
  const { view } = scan;
  const byLabel = new Map<string, GraphNode>();
  const byId = new Map<string, string>();
  for (const asset of truth.assets) {
    const [node, ...others] = candidatesOf(view, asset);
    if (node === undefined || others.length > 0) continue;
    byLabel.set(asset.node, node);
    byId.set(node.id, asset.node);
  }
  return {
    scan,
    view,
    nodeOf: (label) => byLabel.get(label) ?? null,
    labelOf(id) {
      const node = view.node(id);
      if (node === null) return id;
      return byId.get(node.id) ?? `${node.kind} ${node.name} (${node.id})`;
    },
  };
}
