import type { EdgeFact } from '#model';
import { kindFamily } from '../merge/asset-kinds.ts';
import { kindOf, valuesOf, type Draft } from '../merge/draft.ts';
import { addEdge } from '../merge/register.ts';
import { imagesOf, imageSources, type ImageSource } from './artefacts.ts';
import { placesOf, readDeployments, workloadsOf, type Deployments } from './deployments.ts';
import { running } from './environment-joins.ts';
import { mayBeOfPlatform } from './platform-variables.ts';

/** What is read to tell what a variable is where the code runs. */
interface Ground {
  readonly draft: Draft;
  readonly deployments: Deployments;
  readonly images: readonly ImageSource[];
}

/** Where an edge leads on one workload: to the code's default, to another asset, or nobody knows. */
type Outcome = 'default' | 'unseen' | { readonly to: string };

/**
 * The far end of an edge that is only a variable's default is the far end where all names that every deployment of the code sets
 * were read, and the variable is none of them. Where one sets it to the name or id of a store that was listed (of values no other
 * is kept), the edge leads there; with several deployments, each end holds under its condition. Where nobody knows of any one of
 * them, it stays open, and reach tells of it neither that it holds nor that it does not.
 */
export function settleDefaults(draft: Draft): void {
  if (draft.unsettled.length === 0) return;
  const ground = { draft, deployments: readDeployments(draft), images: imageSources(draft) };
  // Read before any of them is added.
  const settled = draft.unsettled.map((fact) => ({ fact, outcomes: outcomesOf(ground, fact) }));
  for (const { fact, outcomes } of settled) addSettled(draft, fact, outcomes);
}

function outcomesOf(ground: Ground, fact: EdgeFact): readonly Outcome[] {
  const { draft, deployments, images } = ground;
  const from = draft.slotOf.get(fact.from);
  // Whatever is deployed, the code may have named another store by the time that it asks.
  if (from === undefined || fact.setBy !== undefined) return [];
  const files = fact.evidence.map(({ target, at }) => ({ target, path: at.path }));
  const taking = [...imagesOf(draft, images, files)];
  const root = draft.sets.find(from);
  return running(draft, workloadsOf(deployments, root)).map((workload) => {
    const built = taking.filter((image) => placesOf(deployments, image).includes(workload));
    // Of several images that take the file along, those that are deployed there; where none is tied to it, any may be.
    return outcomeOn(draft, fact, workload, built.length > 0 ? built : taking);
  });
}

function outcomeOn(draft: Draft, fact: EdgeFact, workload: number, images: readonly number[]): Outcome {
  const lists = valuesOf(draft, workload, 'envNames');
  const variables = fact.unlessSet ?? [];
  const isIn = (list: unknown, name: string): boolean => Array.isArray(list) && list.includes(name);
  if (lists.length === 0) return 'unseen';
  const set = variables.filter((name) => lists.some((list) => isIn(list, name)));
  const built = images.flatMap((image) => valuesOf(draft, image, 'envNames'));
  const isBuilt = variables.some((name) => built.some((list) => isIn(list, name)));
  if (set.length === 0) return isBuilt || variables.some(mayBeOfPlatform) ? 'unseen' : 'default';
  const [only] = set;
  // A name that is put together of several was not seen as a whole.
  return only !== undefined && variables.length === 1 ? storeSet(draft, fact, workload, only) : 'unseen';
}

/** The asset that the variable names there, of the kind that the code asks for. */
function storeSet(draft: Draft, fact: EdgeFact, workload: number, name: string): Outcome {
  const asked = draft.slotOf.get(fact.to);
  const ids = valuesOf(draft, workload, 'envStores')
    .flatMap((list) => (Array.isArray(list) ? (list as readonly string[]) : []))
    .flatMap((text) => (text.startsWith(`${name}=`) ? [text.slice(name.length + 1)] : []));
  const slots = ids.flatMap((id) => draft.slotOf.get(id) ?? []);
  const fitting = slots.filter(
    (slot) => asked !== undefined && kindFamily(kindOf(draft, slot)) === kindFamily(kindOf(draft, asked)),
  );
  const roots = new Set(fitting.map((slot) => draft.sets.find(slot)));
  const [only] = fitting;
  if (only === undefined || asked === undefined || roots.size !== 1) return 'unseen';
  return roots.has(draft.sets.find(asked)) ? 'default' : { to: draft.ids[only] ?? '' };
}

function addSettled(draft: Draft, fact: EdgeFact, outcomes: readonly Outcome[]): void {
  const { unlessSet = [], ...settled } = fact;
  const names = unlessSet.join(' or ');
  if (outcomes.length === 0 || outcomes.includes('unseen')) addEdge(draft, fact);
  else if (outcomes.includes('default')) {
    const isAll = outcomes.every((one) => one === 'default');
    addEdge(draft, isAll ? settled : conditional(settled, `${names} is not set`));
  }
  const elsewhere = new Set(outcomes.flatMap((one) => (typeof one === 'string' ? [] : [one.to])));
  for (const to of elsewhere) {
    const isAll = elsewhere.size === 1 && outcomes.every((one) => typeof one !== 'string');
    const edge = { ...settled, to };
    addEdge(draft, isAll ? edge : conditional(edge, `${names} is set to it`), true);
  }
}

function conditional(fact: EdgeFact, guard: string): EdgeFact {
  return { ...fact, effect: 'conditional', guards: [...fact.guards, guard] };
}
