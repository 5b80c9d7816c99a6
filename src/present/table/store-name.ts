import type { GraphNode } from '#graph';

/** Region and account of an ARN; of other ids what stands between the platform and the name, or the host it is kept at. */
function placesIn(id: string): readonly string[] {
  const [prefix, , , region = '', account = ''] = id.split(':');
  if (prefix === 'arn') return [region, account];
  const [path = '', symbol] = id.slice(id.indexOf(':') + 1).split('#');
  const parts = path.split('/');
  return symbol === undefined ? parts.slice(0, 1) : parts.slice(2);
}

/** A store's name, and behind it where it lies if another of the row's stores bears it: `users (us-east-1)`. */
export function storeName(asset: GraphNode, all: readonly GraphNode[]): string {
  const others = all.filter((one) => one.id !== asset.id && one.name === asset.name);
  if (others.length === 0) return asset.name;
  const theirs = new Set(others.flatMap(({ id }) => placesIn(id)));
  const own = placesIn(asset.id).filter((place) => place !== '' && !theirs.has(place));
  // Where each place is one of another's too, both together tell it from each.
  const place = (own.length > 0 ? own : placesIn(asset.id)).filter((one) => one !== '').join(', ');
  return place === '' ? asset.name : `${asset.name} (${place})`;
}
