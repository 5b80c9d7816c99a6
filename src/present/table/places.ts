import type { Report } from '../report-schema.ts';

/** How the path of a fact is written: its target's name, and its path inside the target. */
export type PlaceName = (target: string, path: string) => string;

/** For what is printed without a scan. */
export function besideTarget(target: string, path: string): string {
  return `${target}/${path}`;
}

interface Places {
  /** The folder that all paths are written from; empty where it is the one the reader stands in. */
  readonly base: string;
  readonly place: PlaceName;
}

function segments(location: string): readonly string[] {
  return location.split(/[\\/]/).filter((one) => one !== '.' && one !== '');
}

/** A target that is one file is its own last segment: the folder around it is what a path is read from. */
function joined(location: readonly string[], path: string): readonly string[] {
  const inside = segments(path);
  return location.at(-1) === inside[0] && inside.length === 1 && location.at(-1)?.includes('.') === true
    ? location
    : [...location, ...inside];
}

/**
 * Paths as they are found on disk, written from the deepest folder that holds every target: what all of them share is
 * said once.
 */
export function placesIn(targets: Report['targets']): Places {
  const folders = targets.map((one) =>
    one.kind === 'configuration' ? segments(one.location).slice(0, -1) : segments(one.location),
  );
  const [first = []] = folders;
  const differs = first.findIndex((part, index) => folders.some((folder) => folder[index] !== part));
  const shared = differs < 0 ? first : first.slice(0, differs);
  const locations = new Map(targets.map((one) => [one.id, segments(one.location)]));
  return {
    base: shared.join('/'),
    place: (target, path) => {
      const location = locations.get(target);
      return location === undefined
        ? besideTarget(target, path)
        : joined(location, path).slice(shared.length).join('/') || path;
    },
  };
}
