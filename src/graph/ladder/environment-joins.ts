import { COMPUTE_KINDS, CREDENTIAL_KINDS, declaredId, type NodeKind } from '#model';
import { kindFamily } from '../merge/asset-kinds.ts';
import { assetsOf, edgesOf, factsOf, kindOf, valuesOf, type Draft } from '../merge/draft.ts';
import { imagesOf, imageSources, type DefinedAt, type ImageSource } from './artefacts.ts';
import { placesOf, readDeployments, workloadsOf, type Deployments } from './deployments.ts';

const COMPUTE: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS);

/** Workload → variable of its environment → the credentials that were seen in it. */
type Environments = ReadonlyMap<number, ReadonlyMap<string, ReadonlySet<number>>>;

/** What is read to place a variable. */
interface Ground {
  readonly draft: Draft;
  readonly deployments: Deployments;
  readonly images: readonly ImageSource[];
  readonly environments: Environments;
}

/**
 * A credential that code knows by the name of a variable is the one that stands under this name in the environment of the
 * workload that the code is deployed as. Only where all of the code that reads it is deployed, and all workloads in question
 * carry one value or do not set the variable: a name means another key in every deployment.
 */
export function joinEnvironmentNames(draft: Draft): void {
  const environments = readEnvironments(draft);
  if (environments.size === 0) return;
  const ground: Ground = {
    draft,
    deployments: readDeployments(draft),
    images: imageSources(draft),
    environments,
  };
  for (const slot of assetsOf(draft, ...CREDENTIAL_KINDS)) {
    const name = variableOfCode(draft, slot);
    const workloads = name === null ? null : workloadsReading(ground, slot);
    if (name === null || workloads === null) continue;
    const carried = carriedBy(ground, workloads, name);
    if (carried !== null && kindFamily(kindOf(draft, carried)) === kindFamily(kindOf(draft, slot)))
      draft.sets.join(carried, slot);
  }
}

function readEnvironments(draft: Draft): Environments {
  const found = new Map<number, Map<string, Set<number>>>();
  for (const { from, to } of edgesOf(draft, 'has-secret')) {
    if (!COMPUTE.has(kindOf(draft, from))) continue;
    for (const name of valuesOf(draft, to, 'envName')) {
      if (typeof name !== 'string') continue;
      const variables = found.get(from) ?? new Map<string, Set<number>>();
      found.set(from, variables);
      variables.set(name, (variables.get(name) ?? new Set()).add(to));
    }
  }
  return found;
}

/** The variable, where code alone tells of the credential; null where it is known by more, or by another's word. */
function variableOfCode(draft: Draft, slot: number): string | null {
  const [name] = valuesOf(draft, slot, 'envName');
  if (typeof name !== 'string') return null;
  const isOfCode = factsOf(draft, slot).every(({ id, kind, evidence }) =>
    evidence.every(({ target }) => id === declaredId(kind, target, 'env', name)),
  );
  return isOfCode ? name : null;
}

/** Where all that reads the variable runs; null where of some of it nobody knows. */
function workloadsReading(ground: Ground, slot: number): ReadonlySet<number> | null {
  const { draft, deployments } = ground;
  const workloads = new Set<number>();
  const placed = new Set<string>();
  for (const { from, to, fact } of edgesOf(draft, 'has-secret')) {
    if (to !== draft.sets.find(slot) || !isLive(draft, from)) continue;
    const own = running(draft, workloadsOf(deployments, from));
    if (own.length === 0) return null;
    for (const one of own) workloads.add(one);
    for (const { target, at } of fact.evidence) placed.add(fileKey({ target, path: at.path }));
  }
  for (const { evidence } of factsOf(draft, slot))
    for (const { target, at } of evidence) {
      const file = { target, path: at.path };
      const images = [...imagesOf(draft, ground.images, [file])];
      const own = running(
        draft,
        images.flatMap((image) => placesOf(deployments, image)),
      );
      // Read by nobody who was placed, in a file that no deployed image takes along.
      if (own.length === 0 && !placed.has(fileKey(file))) return null;
      for (const one of own) workloads.add(one);
    }
  return workloads;
}

/** An image on the way has no environment of its own. */
export function running(draft: Draft, workloads: readonly number[]): readonly number[] {
  return workloads.filter((workload) => kindOf(draft, workload) !== 'image');
}

function fileKey({ target, path }: DefinedAt): string {
  return `${target} ${path}`;
}

/** Tests and templates are not what is deployed. */
function isLive(draft: Draft, slot: number): boolean {
  return factsOf(draft, slot).some(({ state }) => state === 'active');
}

/** The one credential that these workloads have under the name; null for none, for several, and where one may have another. */
function carriedBy(
  { draft, environments }: Ground,
  workloads: ReadonlySet<number>,
  name: string,
): number | null {
  const carried = new Set<number>();
  for (const workload of workloads) {
    const here = environments.get(workload)?.get(name);
    // Set to what was not seen, or nobody knows whether it is set.
    if (here === undefined && !isWithout(draft, workload, name)) return null;
    for (const one of here ?? []) carried.add(draft.sets.find(one));
  }
  const [only] = carried;
  return only !== undefined && carried.size === 1 ? only : null;
}

/** Whether every source that lists the workload's variables leaves this one out. */
function isWithout(draft: Draft, workload: number, name: string): boolean {
  const lists = valuesOf(draft, workload, 'envNames');
  return lists.length > 0 && lists.every((list) => Array.isArray(list) && !list.includes(name));
}
