import type { AttributeValue, FactBatch, NodeKind, PolicyFact } from '#model';
import {
  compileAws,
  type AwsAccount,
  type AwsCatalogue,
  type AwsEstate,
  type AwsPrincipal,
  type AwsResource,
} from '#access';
import { EDGE_KINDS } from '#model';
import type { AccessAnswers } from './access-answers.ts';
import { arnOf } from './node-access.ts';
import type { MergedAsset, MergedGraph } from './merged-graph.ts';

const PRINCIPAL_KINDS: ReadonlySet<NodeKind> = new Set(['cloud-role', 'cloud-user']);
const MEMBER_OF = EDGE_KINDS.indexOf('member-of');

/** What the facts say of AWS, in the shape that access/ compiles. Attributes are read from the merged assets, so that every source counts. */
export function awsEstate(batches: readonly FactBatch[], graph: MergedGraph, now: string): AwsEstate {
  const policies = batches.flatMap((batch) =>
    batch.facts.filter((fact): fact is PolicyFact => fact.fact === 'policy'),
  );
  const marks = batches.flatMap((batch) => batch.coverage).flatMap((one) => one.complete);
  const principals = graph.assets.filter((asset) => PRINCIPAL_KINDS.has(asset.kind));
  return {
    policies: policies.filter((policy) => policy.unread === undefined),
    unread: policies.flatMap(({ policyType, attachedTo, policy, unread }) =>
      unread === undefined ? [] : [{ policyType, attachedTo, policy, reason: unread }],
    ),
    accounts: graph.assets.filter((asset) => asset.kind === 'account').map(accountOf),
    principals: principals.flatMap((asset) => principalOf(asset, graph) ?? []),
    resources: graph.assets.flatMap((asset) => resourceOf(asset) ?? []),
    seen: marks.flatMap(({ policyType, scope }) =>
      policyType === null || policyType === undefined ? [] : [{ policyType, scope }],
    ),
    now,
  };
}

/** The port that buildGraph takes: answers over the AWS policies of its batches. */
export function awsAnswers(
  catalogue: AwsCatalogue,
  now: string,
): (batches: readonly FactBatch[], graph: MergedGraph) => AccessAnswers {
  return (batches, graph) => compileAws(awsEstate(batches, graph, now), catalogue);
}

/** The value that sources agree on; where they differ nothing is said, so that what depends on it is unknown. */
function agreed(asset: MergedAsset, name: string): AttributeValue | undefined {
  const assigned = asset.assigned.find((one) => one.attribute === name);
  if (assigned !== undefined) return assigned.value;
  const values = asset.facts.flatMap((fact) => {
    const value = (fact.attributes as Readonly<Record<string, AttributeValue | undefined>>)[name];
    return value === undefined ? [] : [value];
  });
  const [first] = values;
  return values.every((value) => JSON.stringify(value) === JSON.stringify(first)) ? first : undefined;
}

function accountOf(asset: MergedAsset): AwsAccount {
  const organization = agreed(asset, 'organization');
  const parents = agreed(asset, 'parents');
  const managementAccount = agreed(asset, 'managementAccount');
  const standalone = agreed(asset, 'standalone');
  return {
    id: asset.id.replace(/^account:/, ''),
    ...(typeof organization === 'string' || organization === null ? { organization } : {}),
    ...(Array.isArray(parents) ? { parents: parents as readonly string[] } : {}),
    ...(typeof managementAccount === 'boolean' ? { managementAccount } : {}),
    ...(typeof standalone === 'boolean' ? { standalone } : {}),
  };
}

function tagsOf(asset: MergedAsset): { readonly tags?: Readonly<Record<string, string>> } {
  const tags = agreed(asset, 'tags');
  if (tags === null) return { tags: {} };
  return typeof tags === 'object' && !Array.isArray(tags)
    ? { tags: tags as Readonly<Record<string, string>> }
    : {};
}

function principalOf(asset: MergedAsset, graph: MergedGraph): AwsPrincipal | null {
  const arn = arnOf(asset);
  if (arn === null) return null;
  const at = graph.indexOf.get(asset.id);
  return {
    arn,
    account: arn.split(':')[4] ?? '',
    serviceLinked: agreed(asset, 'serviceLinked') === true,
    groups: at === undefined ? [] : groupsOf(at, graph),
    ...tagsOf(asset),
  };
}

function groupsOf(at: number, graph: MergedGraph): readonly string[] {
  const groups: string[] = [];
  for (let edge = graph.outStart[at] ?? 0; edge < (graph.outStart[at + 1] ?? 0); edge += 1) {
    if (graph.kind[edge] !== MEMBER_OF) continue;
    const group = graph.assets[graph.to[edge] ?? -1];
    const arn = group === undefined ? null : arnOf(group);
    if (arn !== null) groups.push(arn);
  }
  return groups;
}

/** S3 ARNs name no account: the bucket's own attribute says whose it is. */
function resourceOf(asset: MergedAsset): AwsResource | null {
  const arn = arnOf(asset);
  if (arn === null || !arn.startsWith('arn:')) return null;
  const named = arn.split(':')[4] ?? '';
  const account = agreed(asset, 'account');
  return {
    arn,
    kind: asset.kind,
    account: named !== '' ? named : typeof account === 'string' ? account : null,
    ...tagsOf(asset),
  };
}
