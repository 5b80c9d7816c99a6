import type { AttributeValue, CompleteMark, PolicyFact } from '#model';
import {
  compileAws,
  type AwsAccount,
  type AwsCatalogue,
  type AwsEstate,
  type AwsPrincipal,
  type AwsResource,
  type AwsSeen,
} from '#access';
import type { AccessAnswers } from './access-answers.ts';
import type { GraphIndex } from './graph-index.ts';
import type { GraphNode } from './graph-view.ts';
import { parseArn } from './merge/aws-arn.ts';

/** What the merged graph knows that access/ needs. */
export interface GrantSources {
  readonly index: GraphIndex;
  readonly policies: readonly PolicyFact[];
  readonly marks: readonly CompleteMark[];
}

function isText(value: AttributeValue | undefined): value is string {
  return typeof value === 'string';
}

/** Null is known to have none; without the property access/ treats tags as not seen. */
function tagsOf(index: GraphIndex, node: GraphNode): { readonly tags?: Readonly<Record<string, string>> } {
  const tags = index.known(node.id, 'tags');
  if (tags === null) return { tags: {} };
  return typeof tags === 'object' && !Array.isArray(tags)
    ? { tags: tags as Readonly<Record<string, string>> }
    : {};
}

/** By whatever id or identifier a source gave it: an asset that joined has several. */
function arnsOf(node: GraphNode): readonly string[] {
  const identified = node.identifiers.filter((one) => one.scheme === 'arn').map((one) => one.value);
  return [...new Set([...node.aliases, ...identified])].filter((id) => parseArn(id) !== null);
}

/** The ARN's own account before any attribute: it cannot be out of date. */
function accountOf(index: GraphIndex, node: GraphNode, arn: string): string | undefined {
  const fromArn = parseArn(arn)?.account;
  const said = index.known(node.id, 'account');
  return fromArn !== undefined && fromArn !== '' ? fromArn : isText(said) ? said : undefined;
}

/** Null for accounts of other platforms, which have no twelve digits. */
function accountId(node: GraphNode): string | null {
  const ids = node.aliases.map((alias) => alias.replace(/^account:/, ''));
  return ids.find((id) => /^\d{12}$/.test(id)) ?? null;
}

/** Accounts of AWS by what all sources together say of them. */
export function awsAccounts(index: GraphIndex): readonly AwsAccount[] {
  return index.nodes('account').flatMap((node) => {
    const id = accountId(node);
    if (id === null) return [];
    const organization = index.known(node.id, 'organization');
    const parents = index.known(node.id, 'parents');
    const inPart = index.known(node.id, 'parentsInPart');
    const management = index.known(node.id, 'managementAccount');
    const standalone = index.known(node.id, 'standalone');
    const restricts = index.known(node.id, 'restrictsPublicPolicy');
    const ignores = index.known(node.id, 'ignoresPublicAcls');
    return [
      {
        id,
        // Null is a word too: in no organisation, so that no SCP applies.
        ...(isText(organization) || organization === null ? { organization } : {}),
        ...(Array.isArray(parents) ? { parents: parents as readonly string[] } : {}),
        ...(Array.isArray(inPart) ? { parentsInPart: inPart as readonly string[] } : {}),
        ...(typeof management === 'boolean' ? { managementAccount: management } : {}),
        ...(typeof standalone === 'boolean' ? { standalone } : {}),
        ...(typeof restricts === 'boolean' ? { restrictsPublicPolicy: restricts } : {}),
        ...(typeof ignores === 'boolean' ? { ignoresPublicAcls: ignores } : {}),
      },
    ];
  });
}

/**
 * Groups are none: a policy cannot name one as its principal, and what a group is granted is granted to its members.
 */
function principals(index: GraphIndex): readonly AwsPrincipal[] {
  return [...index.nodes('cloud-role'), ...index.nodes('cloud-user')].flatMap((node) => {
    // A user has what its groups have; ids of groups that no export described are nobody's ARN and fall out.
    const groups = index.out(node.id, 'member-of').flatMap((edge) => {
      const group = index.node(edge.to);
      return group === null ? [] : arnsOf(group);
    });
    // One for each ARN: policies may name any of those by which a joined asset is known.
    return arnsOf(node).map((arn) => ({
      arn,
      account: accountOf(index, node, arn) ?? '',
      serviceLinked: index.known(node.id, 'serviceLinked') === true,
      groups,
      ...tagsOf(index, node),
    }));
  });
}

/** What stands between the policies and the data of a store. */
function storeOf(
  index: GraphIndex,
  node: GraphNode,
): Pick<
  AwsResource,
  'restrictsPublicPolicy' | 'ignoresPublicAcls' | 'aclsDisabled' | 'abacEnabled' | 'functionUrl' | 'kmsKey'
> {
  const abac = index.known(node.id, 'abacEnabled');
  const ignores = index.known(node.id, 'ignoresPublicAcls');
  const disabled = index.known(node.id, 'aclsDisabled');
  const restricts = index.known(node.id, 'restrictsPublicPolicy');
  const key = index.known(node.id, 'kmsKey');
  return {
    ...(typeof restricts === 'boolean' ? { restrictsPublicPolicy: restricts } : {}),
    ...(typeof ignores === 'boolean' ? { ignoresPublicAcls: ignores } : {}),
    ...(typeof disabled === 'boolean' ? { aclsDisabled: disabled } : {}),
    ...(typeof abac === 'boolean' ? { abacEnabled: abac } : {}),
    ...urlOf(index, node),
    ...(isText(key) || key === null ? { kmsKey: key } : {}),
  };
}

/** Several URLs of one function, which disagree, are as good as none that was seen. */
function urlOf(index: GraphIndex, node: GraphNode): Pick<AwsResource, 'functionUrl'> {
  const url = index.known(node.id, 'url');
  if (url === null) return { functionUrl: null };
  if (!isText(url)) return {};
  const asks = index.known(node.id, 'urlAuthentication');
  const created = index.known(node.id, 'urlCreatedAt');
  const authType = asks === 'none' ? 'NONE' : asks === 'iam' ? 'AWS_IAM' : null;
  return { functionUrl: { authType, createdAt: isText(created) ? created : null } };
}

/** Everything with an ARN whose owner is known; an ARN without account is AWS's own only where it says so by its form. */
function resources(index: GraphIndex): readonly AwsResource[] {
  return index.nodes().flatMap((node) =>
    arnsOf(node).flatMap((arn) => {
      const account = accountOf(index, node, arn);
      // Foundation models have an ARN and no owner among the accounts.
      const ownedByAws = account === undefined && parseArn(arn)?.service === 'bedrock';
      if (account === undefined && !ownedByAws) return [];
      return [
        { arn, kind: node.kind, account: account ?? null, ...tagsOf(index, node), ...storeOf(index, node) },
      ];
    }),
  );
}

/** Only marks of policies: that all buckets were listed says nothing of what could deny. */
function seen(marks: readonly CompleteMark[]): readonly AwsSeen[] {
  return marks.flatMap(({ policyType, scope }) =>
    policyType === undefined || policyType === null ? [] : [{ policyType, scope }],
  );
}

function awsEstate({ index, policies, marks }: GrantSources, now: string): AwsEstate {
  return {
    // Documents that could not be read go in apart, as doubt about whatever they are attached to.
    policies: policies.filter((policy) => policy.unread === undefined),
    accounts: awsAccounts(index),
    principals: principals(index),
    resources: resources(index),
    seen: seen(marks),
    unread: policies.flatMap(({ policyType, attachedTo, policy, unread }) =>
      unread === undefined ? [] : [{ policyType, attachedTo, policy, reason: unread }],
    ),
    now,
  };
}

/**
 * Effective access in AWS over the merged graph, for GraphOptions.access.
 *
 * @param now The assessment's clock, ISO 8601 UTC.
 */
export function awsAnswers(catalogue: AwsCatalogue, now: string): (sources: GrantSources) => AccessAnswers {
  return (sources) => compileAws(awsEstate(sources, now), catalogue);
}
