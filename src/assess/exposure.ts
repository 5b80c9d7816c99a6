import { STORE_KINDS } from '#model';
import type { GraphView } from '#graph';

const SENSITIVE: readonly unknown[] = ['confidential', 'restricted'];

export interface Exposure {
  readonly reached: number;
  readonly sensitive: number;
  readonly percent: number;
}

/**
 * Sensitive stores that an untrusted entry reaches through an AI asset ÷ all sensitive stores, in percent.
 *
 * Null where no store is declared sensitive: nothing to count is not zero exposure. Unknown paths do not count as reached.
 */
export function exposureOf(view: GraphView): Exposure | null {
  const sensitive = STORE_KINDS.flatMap((kind) => view.nodes(kind)).filter((node) => {
    const reading = view.attribute(node, 'sensitivity');
    return reading.kind === 'known' && SENSITIVE.includes(reading.value);
  });
  if (sensitive.length === 0) return null;
  const wanted = new Set(sensitive.map((node) => node.id));
  const reached = new Set<string>();
  for (const entry of [
    ...view.nodes('internet'),
    ...view.nodes('untrusted-content'),
    ...view.nodes('third-party'),
  ]) {
    const { paths } = view.reach(entry.id, {
      modes: ['deputy'],
      verbs: ['read', 'write', 'admin'],
      sinks: (node) => wanted.has(node.id),
    });
    for (const path of paths) if (path.certainty !== 'unknown') reached.add(path.sink);
  }
  return {
    reached: reached.size,
    sensitive: wanted.size,
    percent: Math.round((1000 * reached.size) / wanted.size) / 10,
  };
}
