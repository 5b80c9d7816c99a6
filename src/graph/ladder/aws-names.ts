import { counted, type NodeKind } from '#model';
import { accountsOf } from '../merge/asset-matcher.ts';
import { awsNameOf, parseArn } from '../merge/aws-arn.ts';
import {
  agreedText,
  assetsOf,
  factsOf,
  identifiersOf,
  kindOf,
  idOf,
  noteGap,
  type Draft,
} from '../merge/draft.ts';
import { readDeployments, workloadsOf, type Deployments } from './deployments.ts';

/**
 * An AWS name (`iam:role/app`) is unique in one account, for many services in one region of it. An asset that is known
 * by such a name alone joins the asset with the ARN when its account is known: by its own attribute, from the workload
 * that uses it, or because only one account was handed over. Two accounts and no word about which: a gap, not a guess.
 */
export function joinAwsNames(draft: Draft, report: boolean): boolean {
  const named = namedAssets(draft);
  if (named.byNameOnly.length === 0) return false;
  joinWithinTarget(draft, named.byNameOnly);
  // Accounts that were handed over; with one alone a name can mean no other.
  const accounts = new Set(
    [...named.byArn.values()]
      .flat()
      .map((one) => one.account)
      .filter((one) => one !== ''),
  );
  const byTarget = accountsByTarget(draft);
  const deployments = readDeployments(draft);
  let joined = false;
  for (const slot of named.byNameOnly)
    for (const name of identifiersOf(draft, slot, 'aws-name'))
      joined = joinToArn(draft, deployments, { slot, name, named, accounts, byTarget, report }) || joined;
  return joined;
}

interface ArnAsset {
  readonly slot: number;
  readonly account: string;
  readonly region: string;
}

interface NamedAssets {
  /** By `<kind> <aws-name>`. */
  readonly byArn: ReadonlyMap<string, readonly ArnAsset[]>;
  readonly byNameOnly: readonly number[];
}

function arnsOf(draft: Draft, slot: number): readonly string[] {
  const ids = factsOf(draft, slot).map((fact) => fact.id);
  return [...new Set([...ids, ...identifiersOf(draft, slot, 'arn')])].filter((id) => parseArn(id) !== null);
}

function namedAssets(draft: Draft): NamedAssets {
  const byArn = new Map<string, ArnAsset[]>();
  const byNameOnly: number[] = [];
  for (const slot of assetsOf(draft, ...new Set<NodeKind>(draft.kinds))) {
    const arns = arnsOf(draft, slot);
    if (arns.length === 0 && identifiersOf(draft, slot, 'aws-name').length > 0) byNameOnly.push(slot);
    for (const arn of arns) {
      const parsed = parseArn(arn);
      const name = awsNameOf(arn);
      if (parsed === null || name === null) continue;
      const key = `${kindOf(draft, slot)} ${name}`;
      // A bucket's ARN has none: what lists it says whose it is.
      const account = parsed.account || (accountsOf(draft, slot)[0] ?? '');
      byArn.set(key, [...(byArn.get(key) ?? []), { slot, account, region: parsed.region }]);
    }
  }
  return { byArn, byNameOnly };
}

/**
 * Code and IaC of one target that write one name mean one thing. Before an account is looked for, so that what either
 * of them says of its place serves both. What one source itself puts in two places stays two things.
 */
function joinWithinTarget(draft: Draft, slots: readonly number[]): void {
  const byName = new Map<string, Placed[]>();
  for (const slot of slots) {
    const evidence = factsOf(draft, slot).flatMap((fact) => fact.evidence);
    const sources = [...new Set(evidence.map(({ source }) => source))];
    const [account = ''] = accountsOf(draft, slot);
    const placed = { slot, sources, place: `${account} ${agreedText(draft, slot, 'region') ?? ''}` };
    for (const target of new Set(evidence.map((one) => one.target)))
      for (const name of identifiersOf(draft, slot, 'aws-name')) {
        const key = `${target} ${kindOf(draft, slot)} ${name}`;
        byName.set(key, [...(byName.get(key) ?? []), placed]);
      }
  }
  for (const all of byName.values())
    for (const group of toldApart(all) ? byPlace(all) : [all])
      for (const { slot } of group.slice(1)) draft.sets.join(group[0]?.slot ?? slot, slot);
}

interface Placed {
  readonly slot: number;
  readonly sources: readonly string[];
  /** Account and region, as far as they are said. */
  readonly place: string;
}

/** Two places are said, or one source says a place of one and none of the other. */
function toldApart(all: readonly Placed[]): boolean {
  const said = new Set(all.map(({ place }) => place).filter((place) => place !== ' '));
  const open = new Set(all.filter(({ place }) => place === ' ').flatMap(({ sources }) => sources));
  return (
    said.size > 1 || all.some(({ place, sources }) => place !== ' ' && sources.some((one) => open.has(one)))
  );
}

function byPlace(all: readonly Placed[]): readonly (readonly Placed[])[] {
  return [...new Set(all.map(({ place }) => place))].map((place) => all.filter((one) => one.place === place));
}

interface Candidate {
  readonly slot: number;
  readonly name: string;
  readonly named: NamedAssets;
  readonly accounts: ReadonlySet<string>;
  readonly byTarget: ReadonlyMap<string, ReadonlySet<string>>;
  /** False on the first pass: what it cannot settle may settle later. */
  readonly report: boolean;
}

/**
 * Joins the asset with the one whose ARN bears the name, in the accounts and regions where it may lie. True where two
 * assets became one; where several fit, none is chosen.
 */
function joinToArn(draft: Draft, deployments: Deployments, candidate: Candidate): boolean {
  const { slot, name, named, accounts } = candidate;
  const known = named.byArn.get(`${kindOf(draft, slot)} ${name}`) ?? [];
  // Nothing of that name was handed over: what the code says of it stands for itself.
  if (known.length === 0) return false;
  const places = placesOf(draft, deployments, candidate);
  if (places.accounts.length === 0 && accounts.size > 1) {
    const detail = `${name}: in which of ${String(accounts.size)} accounts it lies was not seen; ${counted(known.length, 'of them holds', 'of them hold')} that name`;
    tellUnsettled(draft, candidate, detail);
    return false;
  }
  const fitting = known.filter(
    (one) =>
      // An empty place fits everywhere: what was not said rules nothing out.
      (places.accounts.length === 0 || one.account === '' || places.accounts.includes(one.account)) &&
      (places.regions.length === 0 || one.region === '' || places.regions.includes(one.region)),
  );
  // Two ids of one asset are one answer.
  const roots = new Set(fitting.map((one) => draft.sets.find(one.slot)));
  const [only] = roots;
  if (only === undefined) return false;
  if (roots.size > 1) {
    const detail = `${name} exists ${String(roots.size)} times in the accounts and regions that use it`;
    tellUnsettled(draft, candidate, detail);
    return false;
  }
  return draft.sets.join(only, slot);
}

/**
 * The account of a target: the one that all its declared facts name, by attribute or in an ARN. A repository that names
 * two says nothing of the rest.
 */
function accountsByTarget(draft: Draft): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  draft.facts.forEach((facts) => {
    for (const fact of facts) {
      const arns = [
        fact.id,
        ...fact.identifiers.filter((one) => one.scheme === 'arn').map((one) => one.value),
      ];
      const named = [fact.attributes.account ?? '', ...arns.map((arn) => parseArn(arn)?.account ?? '')];
      for (const one of fact.evidence.filter((each) => each.plane === 'declared'))
        for (const account of named.filter((each) => /^\d{12}$/.test(each)))
          found.set(one.target, (found.get(one.target) ?? new Set()).add(account));
    }
  });
  return found;
}

function accountOfTargets(draft: Draft, slot: number, byTarget: Candidate['byTarget']): readonly string[] {
  const targets = new Set(factsOf(draft, slot).flatMap((fact) => fact.evidence.map((one) => one.target)));
  const accounts = new Set([...targets].flatMap((target) => [...(byTarget.get(target) ?? [])]));
  return accounts.size === 1 ? [...accounts] : [];
}

/** Where an asset known by name lies: what it says itself, where the workloads run that touch it, or all of its target. */
function placesOf(
  draft: Draft,
  deployments: Deployments,
  { slot, byTarget }: Candidate,
): { readonly accounts: readonly string[]; readonly regions: readonly string[] } {
  const users = workloadsOf(deployments, draft.sets.find(slot));
  const own = accountsOf(draft, slot);
  // Whoever runs somewhere touches, unless told otherwise, what lies there.
  const used = own.length > 0 ? own : users.flatMap((user) => accountsOf(draft, user));
  const accounts = used.length > 0 ? used : accountOfTargets(draft, slot, byTarget);
  const region = agreedText(draft, slot, 'region');
  const regions =
    region === null
      ? users.flatMap((user) => arnsOf(draft, user).map((arn) => parseArn(arn)?.region ?? ''))
      : [region];
  return { accounts: [...new Set(accounts)], regions: [...new Set(regions)].filter((one) => one !== '') };
}

function tellUnsettled(draft: Draft, { slot, report }: Candidate, detail: string): void {
  if (report) noteGap(draft, { where: idOf(draft, slot), reason: 'unresolved', detail });
}
