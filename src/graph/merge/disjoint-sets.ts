/**
 * Union-find over slots that grow. Members of a set hang in a ring, so that joining costs O(1) and listing costs the
 * size of the set.
 */
export interface DisjointSets {
  add(): number;
  find(slot: number): number;
  /** False where both were in one set already. */
  join(a: number, b: number): boolean;
  /** In the order of the ring, beginning with the slot itself. */
  members(slot: number): readonly number[];
  /** True where nothing has joined it. */
  isAlone(slot: number): boolean;
  /** How often two sets became one: what was read of the sets holds as long as this does. */
  joins(): number;
}

export function createDisjointSets(): DisjointSets {
  const parent: number[] = [];
  // The smaller set goes under the larger, so that paths stay short.
  const weight: number[] = [];
  const ring: number[] = [];
  let joins = 0;
  function find(slot: number): number {
    let root = slot;
    for (let up = parent[root]; up !== undefined && up !== root; up = parent[root]) root = up;
    // Everything on the way is hung under the root, so that the next look-up takes one step.
    for (let at = slot; at !== root;) {
      const up = parent[at] ?? root;
      parent[at] = root;
      at = up;
    }
    return root;
  }
  return {
    add() {
      const slot = parent.length;
      parent.push(slot);
      weight.push(1);
      ring.push(slot);
      return slot;
    },
    find,
    join(a, b) {
      let [big, small] = [find(a), find(b)];
      if (big === small) return false;
      if ((weight[big] ?? 0) < (weight[small] ?? 0)) [big, small] = [small, big];
      joins += 1;
      parent[small] = big;
      weight[big] = (weight[big] ?? 0) + (weight[small] ?? 0);
      // Exchanging two successors makes one ring of two.
      [ring[big], ring[small]] = [ring[small] ?? small, ring[big] ?? big];
      return true;
    },
    members(slot) {
      const found = [slot];
      for (let at = ring[slot] ?? slot; at !== slot; at = ring[at] ?? slot) found.push(at);
      return found;
    },
    isAlone: (slot) => ring[slot] === slot,
    joins: () => joins,
  };
}
